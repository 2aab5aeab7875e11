import { describe, expect, it } from '@jest/globals';
import { deviceName } from '../src/index.ts';

describe('the name of a device', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
      'Chrome 120 · Windows',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
      'Safari 17 · macOS',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1',
      'Safari 17 · iPhone',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:124.0) Gecko/20100101 Firefox/124.0', 'Firefox 124 · Linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.91',
      'Edge 120 · Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Lark/7.46.5 LarkLocale/zh_CN',
      '飞书 7.46 · iPhone',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36 Feishu/7.10.1',
      '飞书 7.10 · Android',
    ],
    ['Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 ArkWeb/4.1', 'HarmonyOS'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 OPR/106.0.0.0',
      'Opera 106 · Windows',
    ],
    [
      'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
      'Chrome 120 · ChromeOS',
    ],
    ['Mozilla/5.0 something unheard of', 'Mozilla/5.0 something unheard of'],
    ['iPhone 15 · iOS · 7.48.0', 'iPhone 15 · 飞书 7.48'],
    ['Apple iPhone 15 · ios · 7.50.3', 'iPhone 15 · 飞书 7.50'],
    ['MacBook Pro · darwin · 7.50.0', 'MacBook Pro · 飞书 7.50'],
    ['HUAWEI Mate 60 · android', 'HUAWEI Mate 60'],
    ['darwin · 7.50.0', 'macOS · 飞书 7.50'],
    ['ios', 'iOS'],
    ['7.50.0', '飞书 7.50'],
    ['a tablet of the workshop', 'a tablet of the workshop'],
  ])('%s → %s', (device, name) => {
    expect(deviceName(device, '飞书')).toBe(name);
  });
});
