import type { Session } from '@feishu-login/auth-types';
import { deviceName } from '@feishu-login/client';
import { Icon } from '../../parts/icon.tsx';
import { momentOf } from '../parts/moment.tsx';
import { useAdminTexts } from '../texts/language.ts';

/** Where a person is signed in. */
export function Sessions({ sessions, onEnd }: { sessions: readonly Session[]; onEnd: (id: string) => void }) {
  const { person: texts, language } = useAdminTexts();
  return (
    <section class="section">
      <h2>{texts.sessions}</h2>
      {sessions.length === 0 && <p class="hint">{texts.noSessions}</p>}
      <ul class="rows">
        {sessions.map((session) => {
          const kind = texts.kind[session.kind];
          const name =
            session.device === null ? kind : deviceName(session.device, language === 'en' ? 'Feishu' : '飞书');
          return (
            <li key={session.id} class="row">
              <Icon name={session.kind} />
              <div class="row__text">
                <p>
                  {name} {session.current && <span class="tag">{texts.yours}</span>}
                </p>
                <p class="hint">
                  {kind} · {texts.seen(momentOf(session.last_seen_at, language))}
                </p>
                <p class="hint">
                  <code>{session.id}</code>
                </p>
              </div>
              <button
                type="button"
                class="secondary"
                aria-label={texts.endNamed(name)}
                onClick={() => onEnd(session.id)}
              >
                {texts.end}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
