import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { debianPackages, type Unpacked } from './debian-program.ts';
import { repository } from './run.ts';

/** How a program is called, and what its process needs besides our own environment. */
export interface Invocation {
  readonly command: readonly [program: string, ...args: string[]];
  readonly env: Readonly<Record<string, string>>;
}

/** Makes a source file ready to run, with the libraries below. */
export type Prepare = (file: string) => Promise<Invocation>;

const libraries = [
  'golang-golang-x-oauth2-dev',
  'python3-authlib',
  'python3-requests-oauthlib',
  'libgoogle-gson-java',
] as const;

/** Go, Python and Java as Debian has them: those of the machine, or unpacked beside. */
export async function languages(): Promise<Record<'go' | 'python' | 'java', Prepare>> {
  const needed = ['python3', 'golang-go', 'default-jdk-headless', ...libraries];
  const debian = await debianPackages('go-python-java', needed);
  return { go: await goOf(debian), python: pythonOf(debian), java: javaOf(debian) };
}

async function goOf({ find }: Unpacked): Promise<Prepare> {
  const goRoot = find('usr/lib/go');
  const env = {
    ...process.env,
    GOROOT: goRoot,
    // Where Debian keeps the sources of libraries; its own modules have no `go.mod`.
    GOPATH: find('usr/share/gocode'),
    GO111MODULE: 'off',
    GOCACHE: join(repository, 'node_modules/.cache/go'),
  };
  return async (file) => {
    const program = join(await mkdtemp(join(tmpdir(), 'go-')), basename(file, '.go'));
    await promisify(execFile)(join(goRoot, 'bin/go'), ['build', '-o', program, file], { env });
    return { command: [program], env: {} };
  };
}

function pythonOf({ find, env }: Unpacked): Prepare {
  const python = find('bin/python3');
  const needed = { ...env, PYTHONPATH: find('usr/lib/python3/dist-packages') };
  return async (file) => ({ command: [python, file], env: needed });
}

/** A machine's Java may be another one than Debian's; with a compiler beside it, it runs sources too. */
function javaOf({ find }: Unpacked): Prepare {
  const gson = find('usr/share/java/gson.jar');
  const compiler = (process.env.PATH ?? '').split(delimiter).find((folder) => existsSync(join(folder, 'javac')));
  const java = compiler === undefined ? find('usr/lib/jvm/default-java/bin/java') : join(compiler, 'java');
  return async (file) => ({ command: [java, '-cp', gson, file], env: {} });
}
