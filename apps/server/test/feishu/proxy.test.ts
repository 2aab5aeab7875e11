import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createTransport } from '../../src/feishu/transport.ts';

describe('Calls through a proxy', () => {
  const { HTTP_PROXY } = process.env;
  afterEach(() => {
    if (HTTP_PROXY === undefined) delete process.env.HTTP_PROXY;
    else process.env.HTTP_PROXY = HTTP_PROXY;
  });

  it('are all answered, two hundred at once', async () => {
    const proxy = createServer(async (_request, response) => {
      await delay(20);
      response.end('{"code":0}');
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    process.env.HTTP_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const transport = createTransport({ timeout: 10_000, maxBytes: 1_000, throughProxy: true });
    const request = { method: 'GET', url: new URL('http://platform.example/user_info') } as const;
    const calls = Array.from({ length: 200 }, () => transport.send(request, AbortSignal.timeout(10_000)));
    const answers = await Promise.allSettled(calls);
    transport.close();
    proxy.close();
    expect(answers.filter(({ status }) => status === 'rejected')).toEqual([]);
  });
});
