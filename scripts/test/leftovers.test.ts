import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { endLeftovers } from '../leftovers.ts';

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('processes left behind', () => {
  onLinux(
    'are found by the environment they inherited, named and ended, even in a process group of their own',
    async () => {
      const mark = `LEFTOVER_TEST=${process.pid}`;
      const [name = '', value = ''] = mark.split('=');
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
        detached: true,
        env: { ...process.env, [name]: value },
      });
      const gone = once(child, 'exit');
      await once(child, 'spawn');
      const left = await endLeftovers(mark);
      expect(left).toEqual([expect.stringContaining(String(child.pid))]);
      expect((await gone)[1]).toBe('SIGKILL');
    },
  );

  onLinux('are not waited for when there are none', async () => {
    const begun = performance.now();
    expect(await endLeftovers('LEFTOVER_TEST=nobody')).toEqual([]);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});
