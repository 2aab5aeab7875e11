import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { debianPackages, type Unpacked } from '../../scripts/debian-program.ts';
import { repository } from '../../scripts/run.ts';
import { type Sample, startSample } from './sample.ts';

type Env = Readonly<Record<string, string>>;

/** Starts a sample in its language, with the libraries its README names. */
export type StartIn = (file: string, env: Env) => Promise<Sample>;

const packages = ['golang-go', 'golang-golang-x-oauth2-dev', 'python3-authlib', 'python3-requests'];
const packagesOfJava = ['default-jdk-headless', 'libgoogle-gson-java'];

/** Go, Python and Java as Debian has them: those of the machine, or unpacked beside. */
export async function languages(): Promise<Record<'go' | 'python' | 'java', StartIn>> {
  const debian = await debianPackages('languages', ['python3', ...packages, ...packagesOfJava]);
  return { go: await goOf(debian), python: pythonOf(debian), java: javaOf(debian) };
}

async function goOf({ find }: Unpacked): Promise<StartIn> {
  const goRoot = find('usr/lib/go');
  const folder = await mkdtemp(join(tmpdir(), 'go-'));
  const env = {
    ...process.env,
    GOROOT: goRoot,
    // Where Debian keeps the sources of libraries; its own modules have no `go.mod`.
    GOPATH: find('usr/share/gocode'),
    GO111MODULE: 'off',
    GOCACHE: join(repository, 'node_modules/.cache/go'),
  };
  return async (file, settings) => {
    const program = join(folder, file.replaceAll('/', '-'));
    await promisify(execFile)(join(goRoot, 'bin/go'), ['build', '-o', program, join(repository, 'examples', file)], {
      env,
    });
    return startSample('.', [program], settings);
  };
}

function pythonOf({ find, env }: Unpacked): StartIn {
  const python = find('bin/python3');
  const libraries = { ...env, PYTHONPATH: find('usr/lib/python3/dist-packages') };
  return (file, settings) => startSample('.', [python, file], { ...libraries, ...settings });
}

/** A machine's Java may be another one than Debian's; with a compiler beside it, it runs sources too. */
function javaOf({ find }: Unpacked): StartIn {
  const gson = find('usr/share/java/gson.jar');
  const compiler = (process.env.PATH ?? '').split(delimiter).find((folder) => existsSync(join(folder, 'javac')));
  const java = compiler === undefined ? find('usr/lib/jvm/default-java/bin/java') : join(compiler, 'java');
  return (file, settings) => startSample('.', [java, '-cp', gson, file], settings);
}
