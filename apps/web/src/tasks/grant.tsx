import type { Grant as StoredGrant } from '@feishu-login/auth-types';
import { isAuthFailure } from '@feishu-login/client';
import { useEffect, useState } from 'preact/hooks';
import { useAnnounce } from '../parts/announcer.tsx';
import { call } from '../server.ts';
import { dateAndTime } from '../session/when.ts';
import { useTexts } from '../texts/language.tsx';
import type { Texts } from '../texts/texts.ts';

interface GrantProps {
  onForgotten: () => void;
  onSessionOver: () => void;
}

/** What the server keeps of the reader's consent, and the button that makes it forget that. */
export function Grant({ onForgotten, onSessionOver }: GrantProps) {
  const { grant: texts, permissions, devices, language } = useTexts();
  const announce = useAnnounce();
  const [grant, setGrant] = useState<StoredGrant | undefined>();
  const [problem, setProblem] = useState<'unread' | 'kept' | undefined>();
  const [busy, setBusy] = useState(false);

  async function attempt(request: () => Promise<void>, otherwise: 'unread' | 'kept'): Promise<void> {
    setProblem(undefined);
    try {
      await request();
    } catch (failure) {
      if (!isAuthFailure(failure)) throw failure;
      if (failure.code === 'unauthorized') return onSessionOver();
      setProblem(otherwise);
      announce(texts[otherwise]);
    }
  }

  const read = () => attempt(async () => setGrant(await call('GET /api/v1/feishu/grant')), 'unread');
  useEffect(() => void read(), []);

  async function forget(): Promise<void> {
    if (busy) return;
    setBusy(true);
    await attempt(async () => {
      await call('DELETE /api/v1/feishu/grant');
      onForgotten();
    }, 'kept');
    setBusy(false);
  }

  return (
    <div class="grant">
      {grant?.status === 'active' && (
        <p class="hint">
          {texts.stored(inWords(grant.scopes, permissions))}{' '}
          {grant.expires_at !== null && texts.until(dateAndTime(grant.expires_at, language, Date.now()))}{' '}
          <button type="button" class="link" aria-disabled={busy} onClick={forget}>
            {texts.forget}
          </button>
        </p>
      )}
      {problem !== undefined && (
        <p class="problem">
          {texts[problem]}{' '}
          {problem === 'unread' && (
            <button type="button" class="link" onClick={read}>
              {devices.reload}
            </button>
          )}
        </p>
      )}
    </div>
  );
}

/** What the reader allowed, by what it means to them: a scope's name means something to developers only. */
function inWords(scopes: readonly string[], { known, others }: Texts['permissions']): string[] {
  const named = new Set(scopes.flatMap((scope) => known[scope] ?? []));
  const rest = scopes.filter((scope) => known[scope] === undefined).length;
  return [...named, ...(rest === 0 ? [] : [others(rest)])];
}
