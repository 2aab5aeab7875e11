import { checkCode } from './code.ts';
import { checkConfiguration } from './configuration.ts';
import { type Problem, type Profile, readFiles } from './files.ts';
import { checkForbidden, checkSize } from './forbidden.ts';
import { checkLoading } from './loading.ts';
import { checkStyles } from './styles.ts';
import { checkTemplates } from './templates.ts';
import { checkTtFunctions } from './tt-functions.ts';

/**
 * Everything that can be known offline about a mini program. Feishu's own tool uploads all of these mistakes without a
 * word; its server, or a user, would find them. Nothing of a `source` is run.
 */
export async function checkGadget(folder: string, profile: Profile): Promise<Problem[]> {
  const all = await readFiles(folder);
  const configuration = checkConfiguration(all, profile);
  const { root, pages, components, es6 } = configuration;
  const files = new Map([...all].filter(([path]) => path.startsWith(root)));
  const entries = [
    `${root}app.js`,
    ...pages.map((page) => `${root}${page}.js`),
    ...components.paths.map((path) => `${path}.js`),
  ];
  const code = checkCode(files, { profile, root, es6, entries });
  const soFar = [...configuration.problems, ...code.problems];
  const canRun = profile === 'built' && soFar.every(({ severity }) => severity === 'warning');
  return [
    ...soFar,
    ...(canRun ? await checkLoading(folder, configuration) : []),
    ...checkTemplates({ files, configuration, scripts: code.scripts }),
    ...checkTtFunctions(files, code.scripts),
    ...checkStyles(files, root),
    ...checkForbidden(all, profile),
    ...checkSize(files),
  ].sort(inOrder);
}

function inOrder(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
