import { readFile } from 'node:fs/promises';
import { isObject } from '../../exchange/call.ts';
import type { EmulatorRouter } from '../../exchange/router.ts';
import { joinModules } from './join-modules.ts';

/** Run from its TypeScript (development, tests), the package has no compiled scripts to hand out. */
const fromSource = import.meta.url.endsWith('.ts');

/**
 * The browser's scripts: the client's, those of the emulator's pages, and the control API's own client. Addresses
 * mirror the folders, so the relative imports of modules hold as they are written; what other pages load as classic
 * scripts has its imports joined to it.
 */
export function registerScripts(router: EmulatorRouter): void {
  for (const classic of ['gadget', 'h5sdk', 'qr-sdk']) {
    router.get(`/_emulator/client/${classic}.js`, async (ctx) => {
      ctx.set('Cache-Control', 'no-cache');
      ctx.type = 'text/javascript';
      ctx.body = await joinModules(classic, async (name) => {
        const script = await readScript('client', name);
        if (script === undefined) throw new Error(`The client's scripts lack ${name}`);
        return script;
      });
    });
  }
  for (const folder of ['client', 'control-api', 'pages/browser']) {
    router.get(`/_emulator/${folder}/:file`, async (ctx, next) => {
      const [, name] = /^([a-z0-9-]+)\.(?:js|ts)$/.exec(String(ctx.params.file)) ?? [];
      const script = name && (await readScript(folder, name));
      if (!script) return next();
      ctx.set('Cache-Control', 'no-cache');
      ctx.type = 'text/javascript';
      ctx.body = script;
    });
  }
}

async function readScript(folder: string, name: string): Promise<string | undefined> {
  const text = await readOrNothing(new URL(`../../${folder}/${name}.${fromSource ? 'ts' : 'js'}`, import.meta.url));
  if (text === undefined) return undefined;
  return fromSource ? withoutTypes(text) : text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
}

async function readOrNothing(file: URL): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isObject(error) && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** By source text: a browser asks for some thirty files whenever it opens a page. */
const stripped = new Map<string, string>();

/** What `tsc` does to these files in a build. The tool is there in development only. */
async function withoutTypes(text: string): Promise<string> {
  const known = stripped.get(text);
  if (known !== undefined) return known;
  const { transform } = await import('@swc/core');
  const { code } = await transform(text, {
    isModule: true,
    jsc: {
      parser: { syntax: 'typescript' },
      target: 'es2022',
      transform: { verbatimModuleSyntax: true },
    },
  });
  stripped.set(text, code);
  return code;
}
