import { z } from 'zod';

const forms = 'must be sqlite:./data/app.sqlite or postgres://user:password@host/database';
/** Drivers would read a part of the password as the host, and connect there. */
const credentials = `${forms}; in a user or password write # as %23, / as %2F, ? as %3F, @ as %40 and % as %25`;
const file =
  'must be sqlite: and the path of a file: sqlite:./data/app.sqlite from the working folder, sqlite:/var/lib/app.sqlite from the root; in-memory databases, ~ and parameters are not understood';

/** Where the database is, in one of the two forms that mean one thing only. */
export const databaseUrl = z.string().superRefine((value, context) => {
  const message = problemOf(value);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

function problemOf(value: string): string | undefined {
  if (value.startsWith('sqlite:')) return isFilePath(value.slice('sqlite:'.length)) ? undefined : file;
  if (!/^postgres(ql)?:\/\//.test(value)) return forms;
  return isPostgres(value) ? undefined : credentials;
}

/** With two slashes a path from the working folder would be taken for one from the root; three are the URL of a whole path. */
function isFilePath(path: string): boolean {
  return !/^($|[\s:~]|file:|\/\/(?!\/))/.test(path) && !/[?#\0]|[/\\]$/.test(path);
}

function isPostgres(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { username, password, pathname, search } = new URL(value);
  const misread = value.includes('#') || `${pathname}${search}`.includes('@');
  return !misread && value.length > 'postgresql://'.length && [username, password, pathname].every(isDecodable);
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
