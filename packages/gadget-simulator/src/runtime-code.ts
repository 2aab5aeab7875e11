import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

let bundled: Promise<string> | undefined;

/** The runtime and glass-easel as one script for a browser; made once in a process, or when the package was packed. */
export function runtimeCode(): Promise<string> {
  bundled ??= readFile(new URL('./browser-runtime.js', import.meta.url), 'utf8').catch(bundleRuntime);
  return bundled;
}

/** From what lies beside this file: TypeScript in development, JavaScript once it is built. */
async function bundleRuntime(): Promise<string> {
  const { rolldown } = await import('rolldown');
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const bundle = await rolldown({
    input: fileURLToPath(new URL(`./browser/main.${extension}`, import.meta.url)),
    platform: 'browser',
    tsconfig: false,
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    logLevel: 'warn',
  });
  try {
    const { output } = await bundle.generate({ format: 'iife', minify: true, sourcemapIgnoreList: false });
    return output[0].code;
  } finally {
    await bundle.close();
  }
}
