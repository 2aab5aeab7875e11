import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { environment } from '../src/config/environment.ts';

const repository = join(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(join(repository, file), 'utf8');

/** What the commands that start things read besides. */
const starters = ['settings', 'start', 'dev', 'emulator'].map((name) => read(`scripts/${name}.ts`)).join('\n');
const ofTheCommands = [...starters.matchAll(/(?:process\.env\.|portFrom\(')([A-Z0-9_]+)/g)].map(
  ([, name = '']) => name,
);

const lines = read('.env.example')
  .split('\n')
  .filter((line) => /^# [A-Z0-9_]+=/.test(line));
const names = lines.map((line) => line.slice(2, line.indexOf('=')));

describe('.env.example', () => {
  it('names every variable that the server or a command reads', () => {
    expect(ofTheCommands).toContain('EMULATOR_PORT');
    expect([...Object.keys(environment.shape), ...ofTheCommands].filter((name) => !names.includes(name))).toEqual([]);
  });

  it('names none that nobody reads, and none twice', () => {
    const known = new Set([...Object.keys(environment.shape), ...ofTheCommands]);
    expect(names.filter((name, i) => !known.has(name) || names.indexOf(name) !== i)).toEqual([]);
  });

  it('says of each what it is for', () => {
    expect(lines.filter((line) => !/ {2}# \S/.test(line))).toEqual([]);
  });

  it('shows values that the server takes', () => {
    const shown = parseEnv(lines.map((line) => line.slice(2)).join('\n'));
    const given = Object.entries(shown).filter(([, value]) => value !== '');
    const result = environment.safeParse({ FEISHU_APP_SECRET: 'emulator-secret', ...Object.fromEntries(given) });
    expect(result.error?.issues ?? []).toEqual([]);
  });

  it('sets nothing as long as nobody takes a mark away', () => {
    expect(parseEnv(read('.env.example'))).toEqual({});
  });
});
