import { TmplGroup } from 'glass-easel-template-compiler';

/** One thing the template compiler has to say; lines and columns count from 0. */
interface CompilerMessage {
  level: 'Note' | 'Warn' | 'Error' | 'Fatal';
  message: string;
  startLine: number;
  startColumn: number;
}

export interface CompiledTemplates {
  /** JavaScript: an expression whose value maps each template's path to its generator. */
  code: string;
  messages: readonly (CompilerMessage & { path: string })[];
}

/** Compiles WXML templates, and scripts that they use, by their path without ending. */
export function compileTemplates(
  templates: ReadonlyMap<string, string>,
  scripts: ReadonlyMap<string, string> = new Map(),
): CompiledTemplates {
  const group = new TmplGroup();
  try {
    const messages = [...templates].flatMap(([path, wxml]) =>
      (group.addTmpl(path, wxml) as CompilerMessage[]).map(({ level, message, startLine, startColumn }) => ({
        level,
        message,
        startLine,
        startColumn,
        path,
      })),
    );
    for (const [path, code] of scripts) group.addScript(path, code);
    return { code: group.getTmplGenObjectGroups(), messages };
  } finally {
    group.free();
  }
}
