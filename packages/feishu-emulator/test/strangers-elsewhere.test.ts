import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { debianProgram } from '../../../scripts/debian-program.ts';
import { app, startWorld, type World } from './world.ts';

const tokenPath = '/open-apis/authen/v2/oauth/token';
const run = promisify(execFile);

async function exchangeOf(world: World): Promise<string> {
  return JSON.stringify({ grant_type: 'authorization_code', ...app, code: await world.code() });
}

describe('curl --http2, which offers to change the protocol', () => {
  it('exchanges a code', async () => {
    const world = await startWorld();
    const { path, env } = await debianProgram('curl', ['curl', 'libcurl4', 'libnghttp2-14']);
    const args = ['--silent', '--http2', '--json', await exchangeOf(world), world.url + tokenPath];
    const { stdout } = await run(path, args, { env: { ...process.env, ...env } });
    expect(JSON.parse(stdout)).toMatchObject({ code: 0, token_type: 'Bearer' });
  });
});

/** A Java that runs sources; it is large, and no machine is made to fetch it for one test. */
function hasJava(): boolean {
  try {
    return execFileSync('java', ['--list-modules'], { encoding: 'utf8' }).includes('jdk.compiler');
  } catch {
    return false;
  }
}

describe('Java’s HttpClient', () => {
  (hasJava() ? it : it.skip)('exchanges a code', async () => {
    const world = await startWorld();
    const source = new URL('./elsewhere/Exchange.java', import.meta.url).pathname;
    const { stdout } = await run('java', [source, world.url + tokenPath, await exchangeOf(world)]);
    expect(JSON.parse(stdout)).toMatchObject({ code: 0, token_type: 'Bearer' });
  });
});
