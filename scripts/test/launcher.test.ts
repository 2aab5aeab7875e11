import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort, isFree } from '../free-port.ts';
import { repository } from '../run.ts';
import { createRunners, type Runners } from './run-by-pnpm.ts';

const launcher = pathToFileURL(join(repository, 'scripts/launcher.ts')).href;
const script = `import { whenLauncherGone } from '${launcher}';
whenLauncherGone(() => { console.log('gone'); process.exit(1); });
console.log('here'); setTimeout(() => { console.log('stayed'); process.exit(0); }, 3000);`;

(process.platform === 'linux' ? describe : describe.skip)('A command run by pnpm', () => {
  let folder: string;
  let runners: Runners;
  let started: ChildProcess;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'launcher-'));
    await writeFile(join(folder, 'script.mts'), script);
    runners = await createRunners();
  });
  afterEach(async () => {
    started.kill('SIGKILL');
    await runners.close();
    await rm(folder, { recursive: true, force: true });
  });

  function linesOf({ stdout }: ChildProcess) {
    if (stdout === null) throw new Error('nothing to read from');
    return createInterface({ input: stdout });
  }

  /** Starts it by way of that program, kills the program, and tells what the command has said in the end. */
  async function killed(program: 'pnpm' | 'somebody'): Promise<string[]> {
    started = runners.run(program, `--import tsx "${join(folder, 'script.mts')}"`);
    const said: string[] = [];
    const lines = linesOf(started);
    lines.on('line', (line) => said.push(line));
    await once(lines, 'line');
    started.kill('SIGKILL');
    await once(lines, 'close');
    return said;
  }

  it('hears that pnpm was killed, although the shell between them lives', async () => {
    expect(await killed('pnpm')).toEqual(['here', 'gone']);
  });

  it('stays when whoever left it in the background is gone', async () => {
    expect(await killed('somebody')).toEqual(['here', 'stayed']);
  });

  it('leaves the port of the emulator free when pnpm was killed', async () => {
    const port = await freePort();
    const emulator = '--import tsx --conditions=@feishu-login/source scripts/emulator.ts --lang en';
    started = runners.run('pnpm', `${emulator} --port ${port}`);
    await once(linesOf(started), 'line');
    expect(await isFree(port)).toBe(false);
    started.kill('SIGKILL');
    const giveUp = performance.now() + 5_000;
    while (!(await isFree(port)) && performance.now() < giveUp) await setTimeout(50);
    expect(await isFree(port)).toBe(true);
  });
});
