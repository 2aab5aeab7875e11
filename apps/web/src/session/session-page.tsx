import type { Organisation, Session, User } from '@feishu-login/auth-types';
import { useState } from 'preact/hooks';
import { useAnnounce } from '../parts/announcer.tsx';
import { Icon } from '../parts/icon.tsx';
import { Strap } from '../parts/strap.tsx';
import type { Entering } from '../sign-in/use-entering.ts';
import type { ConsentReturn } from '../tasks/consent-return.ts';
import { Tasks } from '../tasks/tasks.tsx';
import { useTexts } from '../texts/language.tsx';
import type { SessionEnd } from '../view.ts';
import { Avatar } from './avatar.tsx';
import { Barcode } from './barcode.tsx';
import { Devices } from './devices.tsx';
import { Place } from './place.tsx';
import { useSignOut } from './use-sign-out.ts';

interface SessionPageProps {
  user: User;
  session: Session;
  organisation: Organisation | undefined;
  returned: ConsentReturn | undefined;
  entering: Entering;
  askFor: (scopes: readonly string[]) => Promise<boolean>;
  onLeave: (why: SessionEnd) => void;
}

/** The badge with its name on, what Feishu holds for that person, and where else they are signed in. */
export function SessionPage({ user, session, organisation, returned, entering, askFor, onLeave }: SessionPageProps) {
  const { session: texts } = useTexts();
  return (
    <main class="desk">
      <section class="badge badge--named" aria-labelledby="title">
        <Strap />
        <Avatar id={user.id} name={user.name} url={user.avatar_url} />
        <h1 id="title" tabIndex={-1}>
          {user.name}
        </h1>
        {user.en_name !== null && user.en_name !== user.name && <p class="badge__second">{user.en_name}</p>}
        {user.email !== null && <p class="badge__second">{user.email}</p>}
        <p class="confirmed">
          <Icon name="check" />
          {texts.signedIn}
        </p>
        <SignOut onLeave={onLeave} />
        {organisation && <Place organisation={organisation} />}
        <Identifiers user={user} />
      </section>
      <div class="desk__side">
        <Tasks returned={returned} entering={entering} askFor={askFor} onSessionOver={() => onLeave('session-over')} />
        <Devices current={session} onLeave={onLeave} />
      </div>
    </main>
  );
}

/** For support, not for reading: below all that a reader may want to do. */
function Identifiers({ user }: { user: User }) {
  const { profile: texts } = useTexts();
  const rows: [string, string | null][] = [
    [texts.userId, user.id],
    [texts.openId, user.open_id],
    [texts.unionId, user.union_id],
    [texts.tenant, user.tenant_key],
  ];
  return (
    <div class="identity">
      <Barcode value={user.id} />
      <details>
        <summary>{texts.identifiers}</summary>
        <dl class="facts">
          {rows.map(
            ([name, value]) =>
              value !== null && (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
        </dl>
      </details>
    </div>
  );
}

function SignOut({ onLeave }: Pick<SessionPageProps, 'onLeave'>) {
  const { session: texts, signOut: words } = useTexts();
  const announce = useAnnounce();
  const [failed, setFailed] = useState(false);
  const { busy, signOut } = useSignOut(onLeave, () => {
    setFailed(true);
    announce(texts.signOutFailed);
  });
  return (
    <>
      <button type="button" class="secondary secondary--wide" aria-disabled={busy} onClick={() => signOut('device')}>
        {words.button}
      </button>
      {failed && <p class="problem">{texts.signOutFailed}</p>}
    </>
  );
}
