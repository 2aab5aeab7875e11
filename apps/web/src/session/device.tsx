import type { Session } from '@feishu-login/auth-types';
import { deviceName } from '@feishu-login/client';
import { Icon } from '../parts/icon.tsx';
import { useTexts } from '../texts/language.tsx';
import { ago, dateAndTime } from './when.ts';

/** One place somebody is signed in at; any but this one can be ended. */
export function Device({ session, busy, onEnd }: { session: Session; busy: boolean; onEnd: (name: string) => void }) {
  const { devices: texts, language } = useTexts();
  const name = session.device === null ? texts.kind[session.kind] : deviceName(session.device, texts.feishu);
  const now = Date.now();
  const used = session.current ? undefined : ago(session.last_seen_at, language, now);
  return (
    <li class="device">
      <Icon name={session.kind} />
      <div class="device__text">
        <p class="device__name">
          {name}
          {session.current && <span class="tag">{texts.current}</span>}
        </p>
        <p class="device__facts">
          {session.device !== null && `${texts.kind[session.kind]} · `}
          <time dateTime={session.last_seen_at}>{used === undefined ? texts.now : texts.active(used)}</time>
        </p>
        <p class="device__facts">
          {texts.signedInAt(dateAndTime(session.created_at, language, now))}
          {session.current && ` · ${texts.endsAt(dateAndTime(session.expires_at, language, now))}`}
        </p>
      </div>
      {!session.current && (
        <button
          type="button"
          class="quiet"
          aria-label={texts.endNamed(name)}
          aria-disabled={busy}
          onClick={() => onEnd(name)}
        >
          {texts.end}
        </button>
      )}
    </li>
  );
}
