import { pathToFileURL } from 'node:url';
import pc from 'picocolors';
import { type Outcome, run, runScript } from './run.ts';
import { inputsOf, markBuilt, upToDate } from './stale.ts';

/** Sources that the mini program and the web page both contain. */
const clientPackages = [
  'packages/auth-types/src',
  'packages/gadget-login/src',
  'packages/client/src',
  'packages/product/src',
  'pnpm-lock.yaml',
  'tsconfig.base.json',
];

/** Builds whatever is out of date, telling what it does; throws with the tool's own output when a step fails. */
export async function build(): Promise<void> {
  await step('packages and server', () => run('tsc', ['-b']));
  await bundle('mini program', 'apps/gadget', () => runScript('apps/gadget/scripts/build.ts'));
  await bundle('web pages', 'apps/web', buildPages);
}

/** The page for everybody empties the folder that the one of administrators is put into. */
async function buildPages(): Promise<Outcome> {
  const vite = (...options: string[]) => run('vite', ['build', '--logLevel=warn', ...options], { folder: 'apps/web' });
  const page = await vite();
  return page.ok ? vite('--config', 'vite.admin.config.ts') : page;
}

/** Builds the mini program for the server at `apiUrl` into `folder`; with `tap`, its first sign-in waits for one. */
export async function buildGadgetFor(
  apiUrl: string,
  folder: string,
  signIn: 'automatic' | 'tap' = 'automatic',
): Promise<void> {
  const { ok, output } = await runScript('apps/gadget/scripts/build.ts', ['--out', folder], {
    env: { GADGET_API_URL: apiUrl, GADGET_SIGN_IN: signIn },
  });
  if (!ok) throw new Error(`Building the mini program failed:\n${output}`);
}

/** The mini program's sign-in as one file, `feishu-login.js` in a folder. */
export async function buildSignInFile(folder: string): Promise<void> {
  const { ok, output } = await runScript('packages/gadget-login/scripts/build.ts', ['--out', folder]);
  if (!ok) throw new Error(`Building the sign-in failed:\n${output}`);
}

/** A bundle is rebuilt only when something it is made of has changed. */
async function bundle(name: string, folder: string, make: () => Promise<Outcome>): Promise<void> {
  const inputs = await inputsOf([folder, ...clientPackages]);
  if (await upToDate(folder, inputs)) return;
  await step(name, make);
  await markBuilt(folder, inputs);
}

async function step(name: string, make: () => Promise<Outcome>): Promise<void> {
  const begun = performance.now();
  const { ok, output } = await make();
  if (!ok) throw new Error(`Building the ${name} failed:\n${output}`);
  console.log(pc.dim(`built    ${name.padEnd(24)} ${((performance.now() - begun) / 1000).toFixed(1)} s`));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await build().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
