import { readFileSync } from 'node:fs';

export interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** The instructions of a Dockerfile by stages. Each is on a line of its own: nothing here goes on on the next. */
export function stagesOf(file: string): Instruction[][] {
  const stages: Instruction[][] = [];
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [, name = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    if (name === 'FROM') stages.push([]);
    if (name !== '') stages.at(-1)?.push({ name, rest });
  }
  return stages;
}
