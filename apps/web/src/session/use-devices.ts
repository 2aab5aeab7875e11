import type { Session } from '@feishu-login/auth-types';
import { isAuthFailure } from '@feishu-login/client';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../server.ts';

export interface Devices {
  /** This session first. Until the list is here it is the only one known. */
  sessions: readonly Session[];
  state: 'loading' | 'ready' | 'failed';
  /** Whether the server can end Feishu's own sign-ins too. */
  feishuSignOut: boolean;
  reload: () => void;
  /** Resolves with false when it did not work. */
  end: (session: Session) => Promise<boolean>;
  endOthers: () => Promise<boolean>;
}

/** The sessions of this person, as of the time `current` was read. */
export function useDevices(current: Session, onSessionOver: () => void): Devices {
  const [others, setOthers] = useState<readonly Session[]>([]);
  const [state, setState] = useState<Devices['state']>('loading');
  const [feishuSignOut, setFeishuSignOut] = useState(false);

  /** Runs a request; an ended session is everybody's business, any other failure the caller's. */
  async function attempt(request: () => Promise<void>): Promise<boolean> {
    try {
      await request();
      return true;
    } catch (failure) {
      if (!isAuthFailure(failure)) throw failure;
      if (failure.code === 'unauthorized') onSessionOver();
      return false;
    }
  }

  async function load(stillWanted: () => boolean = () => true): Promise<void> {
    const read = await attempt(async () => {
      const { sessions, feishu_sign_out } = await call('GET /api/v1/sessions');
      if (!stillWanted()) return;
      setOthers(sessions.filter((session) => !session.current).sort(byLastUse));
      setFeishuSignOut(feishu_sign_out);
    });
    if (stillWanted()) setState(read ? 'ready' : 'failed');
  }

  useEffect(() => {
    let wanted = true;
    void load(() => wanted);
    return () => {
      wanted = false;
    };
  }, [current]);

  return {
    sessions: [current, ...others],
    state,
    feishuSignOut,
    reload() {
      setState('loading');
      void load();
    },
    end: ({ id }) =>
      attempt(async () => {
        try {
          await call('DELETE /api/v1/sessions/:id', { params: { id } });
        } catch (failure) {
          // Ended elsewhere meanwhile: that is what was wanted.
          if (!isAuthFailure(failure) || failure.code !== 'not_found') throw failure;
        }
        setOthers((sessions) => sessions.filter((session) => session.id !== id));
      }),
    endOthers: () =>
      attempt(async () => {
        await call('DELETE /api/v1/sessions', { query: { others: 'true' } });
        setOthers([]);
      }),
  };
}

function byLastUse(a: Session, b: Session): number {
  return b.last_seen_at.localeCompare(a.last_seen_at);
}
