import type { App } from '@feishu-login/auth-types';
import { useRef } from 'preact/hooks';
import { useTexts } from '../texts/language.tsx';
import { useEnding } from './use-ending.ts';
import { dateAndTime } from './when.ts';

/** The apps that this person lets know who they are, each with a way to take that back. */
export function Apps({ apps, onForget }: { apps: readonly App[]; onForget: (app: App) => Promise<boolean> }) {
  const { apps: texts, devices, profile, language } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  const { busy, problem, act } = useEnding(heading);
  return (
    <section class="part" aria-labelledby="apps">
      <h2 id="apps" ref={heading} tabIndex={-1}>
        {texts.title}
      </h2>
      <p class="part__intro">{texts.intro}</p>
      <ul class="part__list">
        {apps.map((app) => (
          <li key={app.id} class="device">
            <div class="device__text">
              <p class="device__name">{app.name}</p>
              <p class="device__facts">
                {app.scopes.flatMap((scope) => texts.scopes[scope] ?? []).join(profile.comma)}
              </p>
              <p class="device__facts">{texts.allowedAt(dateAndTime(app.allowed_at, language, Date.now()))}</p>
            </div>
            <button
              type="button"
              class="quiet"
              aria-label={texts.endNamed(app.name)}
              aria-disabled={busy === app.id}
              onClick={() => act(app.id, () => onForget(app), texts.ended(app.name))}
            >
              {texts.end}
            </button>
          </li>
        ))}
      </ul>
      {problem && <p class="problem">{devices.endFailed}</p>}
    </section>
  );
}
