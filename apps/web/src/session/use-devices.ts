import type { App, Session } from '@feishu-login/auth-types';
import { isAuthFailure } from '@feishu-login/client';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../server.ts';

export interface Devices {
  /** This session first. Until the list is here it is the only one known. */
  sessions: readonly Session[];
  state: 'loading' | 'ready' | 'failed';
  /** Apps that this person lets know who they are. */
  apps: readonly App[];
  /** Whether the server can end Feishu's own sign-ins too. */
  feishuSignOut: boolean;
  reload: () => void;
  /** Resolves with false when it did not work. */
  end: (session: Session) => Promise<boolean>;
  endOthers: () => Promise<boolean>;
  forget: (app: App) => Promise<boolean>;
}

/** The sessions of this person, as of the time `current` was read. */
export function useDevices(current: Session, onSessionOver: () => void): Devices {
  const [others, setOthers] = useState<readonly Session[]>([]);
  const [apps, setApps] = useState<readonly App[]>([]);
  const [state, setState] = useState<Devices['state']>('loading');
  const [feishuSignOut, setFeishuSignOut] = useState(false);

  const attempt = (request: () => Promise<void>) => attempted(request, onSessionOver);

  async function load(stillWanted: () => boolean = () => true): Promise<void> {
    const read = await attempt(async () => {
      const { sessions, apps, feishu_sign_out } = await call('GET /api/v1/sessions');
      if (!stillWanted()) return;
      setOthers(sessions.filter((session) => !session.current).sort(byLastUse));
      setApps(apps);
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
    apps,
    feishuSignOut,
    reload() {
      setState('loading');
      void load();
    },
    end: ({ id }) =>
      attempt(async () => {
        await call('DELETE /api/v1/sessions/:id', { params: { id } }).catch(endedElsewhere);
        setOthers((sessions) => sessions.filter((session) => session.id !== id));
      }),
    endOthers: () =>
      attempt(async () => {
        await call('DELETE /api/v1/sessions', { query: { others: 'true' } });
        setOthers([]);
      }),
    forget: ({ id }) =>
      attempt(async () => {
        await call('DELETE /api/v1/apps/:id', { params: { id } }).catch(endedElsewhere);
        setApps((apps) => apps.filter((app) => app.id !== id));
      }),
  };
}

/** Runs a request; an ended session is everybody's business, any other failure the caller's. */
async function attempted(request: () => Promise<void>, onSessionOver: () => void): Promise<boolean> {
  try {
    await request();
    return true;
  } catch (failure) {
    if (!isAuthFailure(failure)) throw failure;
    if (failure.code === 'unauthorized') onSessionOver();
    return false;
  }
}

/** Ended elsewhere meanwhile: that is what was wanted. */
function endedElsewhere(failure: unknown): void {
  if (!isAuthFailure(failure) || failure.code !== 'not_found') throw failure;
}

function byLastUse(a: Session, b: Session): number {
  return b.last_seen_at.localeCompare(a.last_seen_at);
}
