import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildSignInFile } from '../../scripts/build.ts';
import { repository } from '../../scripts/run.ts';

/** Puts the example in plain JavaScript, which needs no tool but the sign-in as one file, into `dist` for a server. */
export async function buildPlainGadget(serverUrl: string, dist: string): Promise<void> {
  await cp(join(repository, 'examples/gadget-plain-js'), dist, { recursive: true });
  await buildSignInFile(dist);
  const login = join(dist, 'login.js');
  await writeFile(login, (await readFile(login, 'utf8')).replace('https://login.example.com', serverUrl));
}
