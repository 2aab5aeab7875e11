import { type GadgetFile, type GadgetFiles, type Problem, type Profile, placeAt } from './files.ts';
import { candidatesFor, targetPath } from './paths.ts';
import { parseScript, readScript, type Script } from './script.ts';

export interface Code {
  problems: Problem[];
  /** Every script that could be read, by its path. */
  scripts: ReadonlyMap<string, Script>;
}

export interface CodeSettings {
  profile: Profile;
  root: string;
  /** `setting.es6` of project.config.json: the platform turns the code into ES5, modules included. */
  es6: boolean;
  /** Files that run by themselves: app.js, pages and components. */
  entries: readonly string[];
}

/** Every script: its syntax is one that clients read, and whatever it requires exists. */
export function checkCode(files: GadgetFiles, settings: CodeSettings): Code {
  const problems: Problem[] = [];
  const scripts = new Map<string, Script>();
  const targets = new Map<string, string[]>();
  for (const file of files.values()) {
    if (!file.path.endsWith('.js') || file.path.includes('/node_modules/')) continue;
    const script = checkSyntax(file, settings, problems);
    if (script === undefined) continue;
    scripts.set(file.path, script);
    targets.set(file.path, checkImports(file, script, files, settings, problems));
    for (const { name, start } of script.browserNames) {
      problems.push({
        severity: 'warning',
        ...placeAt(file, start),
        message: `${name} does not exist in a mini program`,
      });
    }
  }
  const reached = reachedFrom(settings.entries, targets);
  const isLoose = ({ file, severity }: Problem) =>
    settings.profile === 'source' && severity === 'error' && !reached.has(file);
  return {
    scripts,
    problems: problems.map((problem) =>
      isLoose(problem)
        ? { ...problem, severity: 'warning', message: `${problem.message} (nothing requires this file)` }
        : problem,
    ),
  };
}

function checkSyntax(file: GadgetFile, { profile, es6 }: CodeSettings, problems: Problem[]): Script | undefined {
  const newest = profile === 'source' && es6;
  const program = parseScript(file, newest ? 'latest' : 2015);
  if (!('message' in program)) {
    const script = readScript(program);
    if (script.isModule && !newest) {
      const message = 'import and export need "es6": true in the settings of project.config.json';
      problems.push({ severity: 'error', ...placeAt(file, 0), message });
    }
    return script;
  }
  const again = newest ? program : parseScript(file, 'latest');
  if ('message' in again) {
    problems.push(again);
    return undefined;
  }
  const message = `syntax newer than ES2015, which older clients cannot read: ${program.message}`;
  problems.push({ ...program, severity: profile === 'built' ? 'error' : 'warning', message });
  return readScript(again);
}

/** Reports what does not exist; returns the files that do. */
function checkImports(
  file: GadgetFile,
  { imports }: Script,
  files: GadgetFiles,
  { profile, root }: CodeSettings,
  problems: Problem[],
): string[] {
  return imports.flatMap(({ target, start }) => {
    const say = (severity: Problem['severity'], message: string) => {
      problems.push({ severity, ...placeAt(file, start), message });
      return [];
    };
    if (target === undefined) {
      return say(
        profile === 'built' ? 'error' : 'warning',
        'require needs a plain text, to be found before the code runs',
      );
    }
    const named = `require(${JSON.stringify(target)})`;
    const path = candidatesFor(targetPath(file.path, target, root), '.js').find((one) => files.has(one));
    if (/^\.{1,2}(?:\/|$)/.test(target)) return path === undefined ? say('error', `${named} finds no file`) : [path];
    // The runtime resolves relative paths (page "模块化"); the names of packages only with an option of the developer tools.
    if (profile === 'built') return say('error', `${named} is not a relative path`);
    say('warning', `${named} is not a relative path`);
    return path === undefined ? [] : [path];
  });
}

function reachedFrom(entries: readonly string[], targets: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set(entries);
  for (const path of reached) for (const target of targets.get(path) ?? []) reached.add(target);
  return reached;
}
