import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { repository } from '../run.ts';

const launcher = pathToFileURL(join(repository, 'scripts/launcher.ts')).href;
const script = `import { whenLauncherGone } from '${launcher}';
whenLauncherGone(() => { console.log('gone'); process.exit(1); });
console.log('here'); setTimeout(() => { console.log('stayed'); process.exit(0); }, 3000);`;
/** Runs a script of package.json as pnpm does: through a shell, and stays until that ends. */
const runner = `require('node:child_process').spawn('sh', ['-c', process.argv[2] + ' & wait'], { stdio: 'inherit' });`;

(process.platform === 'linux' ? describe : describe.skip)('A command run by pnpm', () => {
  let folder: string;
  let started: ChildProcess;
  let said: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'launcher-'));
    await writeFile(join(folder, 'script.mts'), script);
    for (const name of ['pnpm.cjs', 'somebody.cjs']) await writeFile(join(folder, name), runner);
    said = [];
  });
  afterEach(async () => {
    started.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  /** Starts it by way of that program, kills the program, and tells what the command has said in the end. */
  async function killed(program: string): Promise<string[]> {
    const command = `"${process.execPath}" --import tsx "${join(folder, 'script.mts')}"`;
    started = spawn(process.execPath, [join(folder, program), command], {
      cwd: repository,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (started.stdout === null) throw new Error('nothing to read from');
    const lines = createInterface({ input: started.stdout });
    lines.on('line', (line) => said.push(line));
    await once(lines, 'line');
    started.kill('SIGKILL');
    await once(lines, 'close');
    return said;
  }

  it('hears that pnpm was killed, although the shell between them lives', async () => {
    expect(await killed('pnpm.cjs')).toEqual(['here', 'gone']);
  });

  it('stays when whoever left it in the background is gone', async () => {
    expect(await killed('somebody.cjs')).toEqual(['here', 'stayed']);
  });
});
