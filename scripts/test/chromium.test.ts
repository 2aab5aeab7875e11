import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { launchChromium } from '../chromium/launch.ts';
import { locateChromium } from '../chromium/locate.ts';
import { hasPackagedChromium, unpackedChromium } from '../chromium/packaged.ts';

describe('the browser of the tests', () => {
  const { CHROMIUM_PATH, PATH } = process.env;
  let folder: string;

  beforeEach(async () => {
    delete process.env.CHROMIUM_PATH;
    folder = await mkdtemp(join(tmpdir(), 'browser-'));
  });
  afterEach(async () => {
    Object.assign(process.env, { PATH, ...(CHROMIUM_PATH && { CHROMIUM_PATH }) });
    await rm(folder, { recursive: true, force: true });
  });

  async function install(name: string): Promise<string> {
    const file = join(folder, name);
    await writeFile(file, '#!/bin/sh\n');
    await chmod(file, 0o755);
    process.env.PATH = folder + delimiter + PATH;
    return file;
  }

  it('is the one that somebody names', async () => {
    process.env.CHROMIUM_PATH = await install('my-browser');
    expect((await locateChromium()).executablePath).toBe(process.env.CHROMIUM_PATH);
    process.env.CHROMIUM_PATH += '-typo';
    await expect(locateChromium()).rejects.toThrow('-typo, and there is no such file');
  });

  it('is else the packaged one wherever there is one, whatever else is installed', async () => {
    const installed = await install('chromium');
    const expected = hasPackagedChromium ? join(await unpackedChromium(), 'chromium') : installed;
    expect((await locateChromium()).executablePath).toBe(expected);
  });

  it('brings the shared libraries that a bare machine lacks', async () => {
    if (!hasPackagedChromium) return;
    const { executablePath, env } = await locateChromium();
    // The loader lists what it would load, and from where.
    const { stdout } = spawnSync(executablePath, [], { env: { ...env, LD_TRACE_LOADED_OBJECTS: '1' } });
    const from = Object.fromEntries([...`${stdout}`.matchAll(/(\S+) => (\S+)/g)].map(([, name, path]) => [name, path]));
    const bare = /^lib(c|m|dl|pthread|gcc_s)\.so/;
    const brought = Object.entries(from).filter(([name]) => !bare.test(name));
    expect(brought.map(([name]) => name)).toEqual(expect.arrayContaining(['libnss3.so', 'libexpat.so.1']));
    for (const [, path] of brought) expect(path).toContain(env.LD_LIBRARY_PATH);
  });

  it('shows Chinese and Latin text in fonts that need not be installed', async () => {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.setContent(
        '<p style="font-family: sans-serif">飞书</p><p style="font-family: monospace">ou_1</p><p style="font-family: system-ui">Feishu</p>',
      );
      const shown = await page.context().newCDPSession(page);
      await shown.send('DOM.enable');
      await shown.send('CSS.enable');
      const { root } = await shown.send('DOM.getDocument');
      const { nodeIds } = await shown.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: 'p' });
      const families = [];
      for (const nodeId of nodeIds) {
        const { fonts } = await shown.send('CSS.getPlatformFontsForNode', { nodeId });
        families.push(...fonts.map((font) => font.familyName));
      }
      const expected =
        process.platform === 'linux' ? ['Noto Sans S Chinese Regular', 'DejaVu Sans Mono', 'DejaVu Sans'] : families;
      expect(families).toEqual(expected);
    } finally {
      await browser.close();
    }
  });
});
