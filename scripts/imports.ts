import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import type { ImportGraph } from './import-chain.ts';
import { rules } from './import-rules.ts';

const roots = ['apps', 'packages', 'e2e', 'scripts'];
const notSource = new Set(['node_modules', 'dist', 'fixtures']);
const hasImport = /^\s*(?:import|export)\b[^'"]*\bfrom\s*['"]/m;

export interface ImportReport {
  /** Source files whose imports were read. */
  read: number;
  /** `rule: from → to`, and every file that was not read although it should have been. */
  problems: string[];
  /** What each of these files imports, types included. */
  imports: ImportGraph;
}

/** Holds every source file under `root` against the import rules, and shows that none was passed over. */
export async function checkImports(root: string): Promise<ImportReport> {
  const files = (await Promise.all(roots.map((folder) => sourceFiles(root, folder)))).flat();
  if (files.length === 0) return { read: 0, problems: [`no source file under ${root}`], imports: new Map() };
  const { output } = await cruise(
    files,
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: [...rules] },
      doNotFollow: '(^|/)(node_modules|dist)/',
      tsPreCompilationDeps: true,
      moduleSystems: ['es6', 'cjs'],
    },
    {
      conditionNames: ['@feishu-login/source', 'import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  );
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text instead of its result');
  const found = new Map(output.modules.map(({ source, dependencies }) => [source, dependencies]));
  const unread: string[] = [];
  for (const file of files) {
    const dependencies = found.get(file);
    if (dependencies === undefined) unread.push(`not read: ${file}`);
    else if (dependencies.length === 0 && hasImport.test(await readFile(join(root, file), 'utf8')))
      unread.push(`read without seeing its imports: ${file}`);
  }
  const broken = output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  return {
    read: files.length - unread.length,
    problems: [...unread, ...broken],
    imports: new Map(files.map((file) => [file, found.get(file)?.map(({ resolved }) => resolved) ?? []])),
  };
}

async function sourceFiles(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const found = await Promise.all(
    entries.map((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return notSource.has(entry.name) ? [] : sourceFiles(root, path);
      return /\.(?:[cm]?[jt]s|[jt]sx)$/.test(entry.name) ? [path] : [];
    }),
  );
  return found.flat();
}
