import type { JournalEntry } from '../../control-api/journal.ts';

/** How a sign-in ended: the person went through, said no, was told no, or something broke. */
export type Ending = 'signed_in' | 'declined' | 'refused' | 'failed' | 'under_way';

/** The calls of one sign-in, the newest first. */
export interface SignInCalls {
  calls: JournalEntry[];
  /** Some app's open id of the person, once one is known. */
  open_id: string | null;
  ending: Ending;
}

/** What belongs to one sign-in alone, by its hash. */
const own = ['issued_code', 'code', 'issued_tmp_code', 'tmp_code', 'issued_access_token'];
/** Where such a thing is brought again, if it is not an app's token. */
const brought = ['access_token', 'bearer'];

/** Entries, the newest first, with the calls of each sign-in put together where its newest call stands. */
export function groupSignIns(entries: readonly JournalEntry[]): (JournalEntry | SignInCalls)[] {
  const groups = new Map<string, JournalEntry[]>();
  const members = new Map<number, JournalEntry[]>();
  for (const entry of [...entries].reverse()) {
    const hashesOf = (names: string[]) => names.flatMap((name) => entry.credentials[name] ?? []);
    const known = hashesOf([...own, ...brought])
      .map((hash) => groups.get(hash))
      .find((group) => group !== undefined);
    const attempt = attemptOf(entry);
    const begun = attempt === undefined ? undefined : groups.get(attempt);
    const group = known ?? begun ?? (begins(entry) ? [] : undefined);
    if (!group) continue;
    group.push(entry);
    members.set(entry.seq, group);
    for (const hash of hashesOf(own)) groups.set(hash, group);
    // The same state sent again after the code was handed out is another attempt.
    if (attempt !== undefined) {
      if (entry.credentials.issued_code === undefined) groups.set(attempt, group);
      else groups.delete(attempt);
    }
  }
  const told = new Set<JournalEntry[]>();
  return entries.flatMap((entry): (JournalEntry | SignInCalls)[] => {
    const group = members.get(entry.seq);
    if (!group || group.length < 2) return [entry];
    if (told.has(group)) return [];
    told.add(group);
    return [signIn([...group].reverse())];
  });
}

export function isSignIn(line: JournalEntry | SignInCalls): line is SignInCalls {
  return 'calls' in line;
}

/** How the call, or the sign-in it belongs to, ended for the person. */
function signIn(calls: JournalEntry[]): SignInCalls {
  const open_id = calls.find((call) => call.open_id !== null)?.open_id ?? null;
  return { calls, open_id, ending: endingOf(calls) };
}

function endingOf([newest, ...older]: JournalEntry[]): Ending {
  const calls = newest ? [newest, ...older] : older;
  if (calls.some(({ code }) => code === 'access_denied')) return 'declined';
  const tokens = calls.find(({ credentials, committed }) => committed && credentials.issued_access_token !== undefined);
  if (tokens && tokens.status !== null && tokens.status < 400) return 'signed_in';
  if (calls.some(({ fault, status }) => fault !== null || status === null || status >= 500)) return 'failed';
  return newest?.why === null ? 'under_way' : 'refused';
}

/** A page that the person was shown, by the state that the app sent along. */
function attemptOf({ credentials, app_id }: JournalEntry): string | undefined {
  return credentials.state === undefined ? undefined : `${app_id} ${credentials.state}`;
}

function begins({ credentials }: JournalEntry): boolean {
  return ['issued_code', 'code', 'state', 'issued_tmp_code'].some((name) => credentials[name] !== undefined);
}
