import type { Session } from '@feishu-login/auth-types';
import { useRef } from 'preact/hooks';
import { AsksFirst } from '../parts/asks-first.tsx';
import { useTexts } from '../texts/language.tsx';
import type { SessionEnd } from '../view.ts';
import { Apps } from './apps.tsx';
import { Device } from './device.tsx';
import { FurtherSignOut } from './further-sign-out.tsx';
import { useDevices } from './use-devices.ts';
import { useEnding } from './use-ending.ts';

/** The places this person is signed in at, each with a way to end it, and the apps that know of it. */
export function Devices({ current, onLeave }: { current: Session; onLeave: (why: SessionEnd) => void }) {
  const { devices: texts, signOut } = useTexts();
  const { sessions, apps, state, feishuSignOut, reload, end, endOthers, forget } = useDevices(current, () =>
    onLeave('session-over'),
  );
  const heading = useRef<HTMLHeadingElement>(null);
  const { busy, problem, act } = useEnding(heading);

  return (
    <>
      <section class="part" aria-labelledby="devices" aria-busy={state === 'loading'}>
        <h2 id="devices" ref={heading} tabIndex={-1}>
          {texts.title}
        </h2>
        <p class="part__intro">{texts.intro}</p>
        <ul class="part__list">
          {sessions.map((session) => (
            <Device
              key={session.id}
              session={session}
              busy={busy === session.id}
              onEnd={(name) => act(session.id, () => end(session), texts.ended(name))}
            />
          ))}
        </ul>
        <div class="part__foot">
          {state === 'loading' && <p class="hint">{texts.loading}</p>}
          {state === 'failed' && (
            <p class="problem" role="alert">
              {texts.failed}{' '}
              <button type="button" class="link" onClick={reload}>
                {texts.reload}
              </button>
            </p>
          )}
          {problem && <p class="problem">{texts.endFailed}</p>}
          {state === 'ready' && sessions.length === 1 && <p class="hint">{texts.alone}</p>}
          {sessions.length > 1 && (
            <AsksFirst
              id="others"
              {...signOut.others}
              busy={busy === 'others'}
              look="secondary"
              onYes={() => act('others', endOthers, texts.endedOthers)}
            />
          )}
          <FurtherSignOut from="everywhere" onLeave={onLeave} />
          {feishuSignOut && <FurtherSignOut from="feishu" onLeave={onLeave} />}
        </div>
      </section>
      {apps.length > 0 && <Apps apps={apps} onForget={forget} />}
    </>
  );
}
