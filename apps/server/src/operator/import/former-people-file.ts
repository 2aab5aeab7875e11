import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import type { FormerPerson } from '../../db/operator/whose-former-id.ts';
import { OperatorFailure } from '../failure.ts';
import type { Text } from '../terminal/language.ts';
import { type Column, columns, wrongWith } from './columns.ts';

export interface FormerPersonRow extends FormerPerson {
  /** Of the file, where the row ends. */
  readonly line: number;
}

/** What is wrong, and where. */
export interface Problem {
  readonly line: number;
  readonly column: Column | null;
  readonly text: Text;
}

export interface FormerPeopleFile {
  readonly people: readonly FormerPersonRow[];
  readonly problems: readonly Problem[];
}

/**
 * Reads a CSV (RFC 4180, UTF-8) of former ids, all of it, with everything that is wrong in it.
 * @param appId whose the open ids are where no column says it
 * @throws OperatorFailure if it cannot be read as such a file at all
 */
export async function readFormerPeople(path: string, appId: string | undefined): Promise<FormerPeopleFile> {
  const people: FormerPersonRow[] = [];
  const problems: Problem[] = [];
  const seen = new Map<string, number>();
  let named: readonly Column[] | undefined;
  for await (const { record, info } of recordsOf(path)) {
    if (named === undefined) {
      named = readHeader(record);
      continue;
    }
    const row = readRow(named, record, info.lines, appId);
    problems.push(...row.problems);
    if (row.person === undefined) continue;
    problems.push(...repeated(row.person, seen));
    people.push(row.person);
  }
  if (named === undefined) throw unusable({ zh: '文件是空的。', en: 'it is empty.' });
  return { people, problems };
}

/** Far more than a row of ids and names. */
const longestRow = 64 * 1024;

interface Read {
  readonly record: string[];
  readonly info: Info;
}

async function* recordsOf(path: string): AsyncGenerator<Read> {
  const parser = parse({
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: longestRow,
  });
  // What goes wrong before the parser ends the parser, with the same error.
  pipeline(Readable.from(textOf(path)), parser, () => undefined);
  try {
    const read: AsyncIterable<Read> = parser;
    yield* read;
  } catch (error) {
    throw unreadable(error);
  }
}

/** Without the mark that Excel begins a file with. */
async function* textOf(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const bytes of createReadStream(path)) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

function unreadable(error: unknown): unknown {
  if (error instanceof CsvError) {
    const line = 'lines' in error ? Number(error.lines) : 1;
    return unusable({
      zh: `第 ${line} 行不是合法的 CSV：引号没有成对，或这一行长得离谱。`,
      en: `line ${line} is no CSV: its quotation marks do not match, or it is far too long.`,
    });
  }
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') return error;
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return unusable({
      zh: '不是 UTF-8。在 Excel 中另存为“CSV UTF-8（逗号分隔）”。',
      en: 'it is not UTF-8. In Excel, save it as “CSV UTF-8 (Comma delimited)”.',
    });
  return unusable({ zh: `打不开（${code}）。`, en: `it cannot be opened (${code}).` });
}

function unusable({ zh, en }: Text): OperatorFailure {
  return new OperatorFailure('refused', { zh: `不能使用这个文件：${zh}`, en: `The file cannot be used: ${en}` });
}

function readHeader(record: readonly string[]): readonly Column[] {
  const known: readonly string[] = columns;
  const unknown = record.filter((name) => !known.includes(name));
  const twice = record.filter((name, i) => record.indexOf(name) !== i);
  const all = columns.join(', ');
  if (unknown.length > 0)
    throw unusable({
      zh: `第 1 行有未知的列“${unknown.join('、')}”。可用的列：${all}`,
      en: `line 1 names columns that are unknown: ${unknown.join(', ')}. There are: ${all}`,
    });
  if (twice.length > 0)
    throw unusable({ zh: `第 1 行重复了列“${twice[0]}”。`, en: `line 1 names the column ${twice[0]} twice.` });
  const named = columns.filter((column) => record.includes(column));
  if (!named.includes('former_id') || !(named.includes('open_id') || named.includes('union_id')))
    throw unusable({
      zh: `第 1 行必须是列名：former_id，以及 open_id 或 union_id。可用的列：${all}`,
      en: `line 1 must name its columns: former_id, and open_id or union_id. There are: ${all}`,
    });
  return record.flatMap((name) => columns.filter((column) => column === name));
}

function readRow(
  named: readonly Column[],
  record: readonly string[],
  line: number,
  appId: string | undefined,
): { person: FormerPersonRow | undefined; problems: Problem[] } {
  const problem = (column: Column | null, text: Text): Problem => ({ line, column, text });
  if (record.length !== named.length) {
    const text = {
      zh: `应有 ${named.length} 个值，却有 ${record.length} 个。`,
      en: `has ${record.length} values where line 1 names ${named.length} columns.`,
    };
    return { person: undefined, problems: [problem(null, text)] };
  }
  const values: Partial<Record<Column, string>> = {};
  const problems: Problem[] = [];
  for (const [i, column] of named.entries()) {
    const value = record[i] ?? '';
    const wrong = wrongWith(column, value);
    if (wrong !== undefined) problems.push(problem(column, wrong));
    else if (value !== '') values[column] = value;
  }
  const { former_id: formerId, open_id: openId = null, union_id: unionId = null } = values;
  const app = openId === null ? '' : (values.app_id ?? appId);
  if (problems.length === 0 && openId === null && unionId === null)
    problems.push(
      problem('open_id', { zh: '没有 open_id，也没有 union_id。', en: 'there is neither an open id nor a union id.' }),
    );
  if (app === undefined)
    problems.push(
      problem('app_id', {
        zh: 'open_id 属于哪个应用？写上 app_id，或用 --app，或设置 FEISHU_APP_ID。',
        en: 'of which app is the open id? Fill in app_id, give --app, or set FEISHU_APP_ID.',
      }),
    );
  if (problems.length > 0 || formerId === undefined || app === undefined) return { person: undefined, problems };
  const { tenant_key: tenantKey = null, name = null, email = null } = values;
  return { person: { line, formerId, openId, appId: app, unionId, tenantKey, name, email }, problems };
}

/** Whoever is in the file twice, or who has somebody else's id. */
function repeated({ line, formerId, openId, appId, unionId }: FormerPersonRow, seen: Map<string, number>): Problem[] {
  const keys: [Column, string | null][] = [
    ['former_id', formerId],
    ['open_id', openId === null ? null : `${appId} ${openId}`],
    ['union_id', unionId],
  ];
  return keys.flatMap(([column, value]) => {
    if (value === null) return [];
    const before = seen.get(`${column} ${value}`);
    seen.set(`${column} ${value}`, before ?? line);
    if (before === undefined) return [];
    return [{ line, column, text: { zh: `第 ${before} 行已经有了。`, en: `is that of line ${before} too.` } }];
  });
}
