import { lintTtml, scanTags } from 'gadget-simulator';
import type { Configuration } from './configuration.ts';
import { type GadgetFile, type GadgetFiles, type Problem, placeAt } from './files.ts';
import { candidatesFor, targetPath } from './paths.ts';
import type { Registration, Script } from './script.ts';

interface Sources {
  files: GadgetFiles;
  configuration: Configuration;
  scripts: ReadonlyMap<string, Script>;
}

/** Every template: well-formed, known directives and elements, imports that exist, handlers that somebody has. */
export function checkTemplates(sources: Sources): Problem[] {
  const templates = [...sources.files.values()].filter(({ path }) => path.endsWith('.ttml'));
  const problems: Problem[] = [];
  /** Templates by those that import or include them. */
  const users = new Map<string, string[]>();
  for (const file of templates) {
    for (const target of importedBy(file, sources, problems))
      users.set(target, [...(users.get(target) ?? []), file.path]);
  }
  for (const file of templates) problems.push(...lint(file, ownersOf(file.path, users), sources));
  return problems;
}

function lint(file: GadgetFile, owners: readonly string[], { configuration, scripts }: Sources): Problem[] {
  const { namesFor } = configuration.components;
  const known = owners.filter((owner) => namesFor.has(owner));
  const registered = known.map((owner) => scripts.get(`${owner}.js`)?.registered.at(-1));
  const handlers = registered.map((one) => one?.handlers);
  const isKnown = handlers.length > 0 && handlers.every((names) => names !== undefined);
  return lintTtml(
    {
      path: file.path,
      template: file.text,
      ...(isKnown ? { handlers: handlers.flat(), owner: nameOf(registered) } : {}),
    },
    known.length > 0 ? known.flatMap((owner) => namesFor.get(owner) ?? []) : 'any',
  ).map(({ path, ...problem }) => ({ file: path, ...problem }));
}

function nameOf(registered: readonly (Registration | undefined)[]): string {
  if (registered.length > 1) return `any of its ${registered.length} pages`;
  return registered[0]?.kind === 'Component' ? 'the component' : 'the page';
}

/** The pages and components, without ending, in which a template ends up. */
function ownersOf(path: string, users: ReadonlyMap<string, readonly string[]>): string[] {
  const seen = new Set([path]);
  for (const one of seen) for (const user of users.get(one) ?? []) seen.add(user);
  return [...seen].map((one) => one.replace(/\.ttml$/, ''));
}

function importedBy(file: GadgetFile, { files, configuration: { root } }: Sources, problems: Problem[]): string[] {
  const imports = scanTags(file.text).filter(({ name }) => /^(?:import|include|sjs)$/.test(name.text));
  return imports.flatMap(({ name, attributes }) => {
    const src = attributes.find((attribute) => attribute.name.text === 'src')?.value;
    if (src === undefined || src.text.includes('{{')) return [];
    const path = targetPath(file.path, src.text, root);
    const ending = name.text === 'sjs' ? '.sjs' : '.ttml';
    const found = candidatesFor(path, ending).find((one) => files.has(one));
    if (found !== undefined) return ending === '.ttml' ? [found] : [];
    const place = placeAt(file, name.offset - 1);
    problems.push({ severity: 'error', ...place, message: `${src.text} does not exist` });
    return [];
  });
}
