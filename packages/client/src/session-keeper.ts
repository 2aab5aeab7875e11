import type { TokenPorts } from './ports.ts';
import { parseStoredSession, type StoredSession } from './stored-session.ts';

/** The current session, in memory and in the host's storage. Storage that fails costs the memory of it, no more. */
export interface SessionKeeper {
  /** From memory; from storage the first time. */
  current(): Promise<StoredSession | undefined>;
  /** From storage again, where another window of the same app may have put newer tokens. */
  reread(): Promise<StoredSession | undefined>;
  keep(session: StoredSession): Promise<void>;
  /** Forgets the session. In memory at once: nothing that runs meanwhile can still pick it up. */
  forget(): Promise<void>;
  /** True as long as `session` is still the one that counts: nobody signed out or in meanwhile. */
  isCurrent(session: StoredSession): boolean;
}

export function createSessionKeeper({ tokens, warn }: Pick<TokenPorts, 'tokens' | 'warn'>): SessionKeeper {
  let session: StoredSession | undefined;
  let loaded = false;
  /** False after a write failed: storage then holds something older than memory, and an old refresh token is poison. */
  let storageCounts = true;

  async function load(): Promise<StoredSession | undefined> {
    try {
      return parseStoredSession(await tokens.load());
    } catch (cause) {
      warn?.('the stored session cannot be read', cause);
      return undefined;
    }
  }

  async function write(what: string, action: () => void | Promise<void>): Promise<void> {
    try {
      await action();
      storageCounts = true;
    } catch (cause) {
      storageCounts = false;
      warn?.(what, cause);
    }
  }

  async function reread(): Promise<StoredSession | undefined> {
    if (!storageCounts) return session;
    const before = session;
    const found = await load();
    // Somebody signed in or out while storage answered: what it said is history.
    if (session !== before) return session;
    loaded = true;
    if (found !== undefined && found.refreshToken !== session?.refreshToken) session = found;
    return session;
  }

  return {
    async current() {
      return loaded ? session : reread();
    },
    reread,
    async keep(next) {
      session = next;
      loaded = true;
      await write('the session cannot be stored', () => tokens.save(next));
      // What storage still holds then is a refresh token that was used: shown once more, it would pass for stolen.
      if (!storageCounts) await write('the session that was stored before cannot be removed', () => tokens.clear());
    },
    async forget() {
      session = undefined;
      loaded = true;
      await write('the stored session cannot be removed', () => tokens.clear());
    },
    isCurrent: (candidate) => session === candidate,
  };
}
