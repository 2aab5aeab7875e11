import { z } from 'zod';
import { appChange, codeRequest, userChange } from './control-api/requests.ts';
import { OptionError } from './options.ts';
import { idText } from './state/id-text.ts';
import { describeIssue } from './state/issues.ts';
import type { Platform } from './state/platform.ts';
import { SettingError } from './state/settings.ts';
import type { State } from './state/state.ts';

const app = appChange.extend({ app_id: idText });
const user = userChange.omit({ push: true }).extend({ open_id: idText, tasks: z.array(z.unknown()).optional() });
const code = codeRequest
  .omit({ open_id: true })
  .extend({ app_id: z.string(), user: z.string(), via: codeRequest.shape.via.unwrap() });

/**
 * The state as whoever started the emulator has it in hand: what does not fit, or names nobody, is refused by name, as the
 * control API does.
 */
export function inProcess(state: State): State {
  const { apps, users, codes, clock, settings, faults } = state;
  return {
    ...state,
    apps: { ...apps, upsert: (change) => apps.upsert(checked('apps.upsert', app, change)) },
    users: { ...users, upsert: (change) => users.upsert(checked('users.upsert', user, change)) },
    codes: {
      ...codes,
      mint(asked) {
        requireNamed(state, 'codes.mint', checked('codes.mint', code, asked));
        return codes.mint({ ...asked, user: users.find(asked.user)?.open_id ?? asked.user });
      },
    },
    clock: {
      ...clock,
      advance: async (seconds) => clock.advance(checked('clock.advance', z.number(), seconds)),
      set: async (moment) => clock.set(checked('clock.set', z.number(), moment)),
    },
    settings: {
      get values() {
        return settings.values;
      },
      reset: settings.reset,
      patch(changes) {
        requireSettled(state, changes.auto_login);
        settings.patch(changes);
      },
    },
    faults: {
      ...faults,
      add(plan) {
        requireNamed(state, 'faults.add', { app_id: plan.match?.app_id, user: plan.match?.open_id });
        return faults.add(plan);
      },
    },
  };
}

/** Whoever is signed in without being asked is to be there. */
export function requireSettled({ users }: Platform, autoLogin: string | null | undefined): void {
  if (typeof autoLogin !== 'string' || users.find(autoLogin)) return;
  throw new SettingError(`The settings do not fit:\n  auto_login: ${nobody(autoLogin)}`);
}

function checked<T>(call: string, schema: z.ZodType, value: T): T {
  const { error } = schema.safeParse(value);
  if (!error) return value;
  throw new OptionError(`state.${call} takes something else:\n${error.issues.map(describeIssue).join('\n')}`);
}

function requireNamed(
  { apps, users }: Platform,
  call: string,
  named: { app_id: string | undefined; user: string | undefined },
): void {
  const refuse = (why: string) => {
    throw new OptionError(`state.${call}: ${why}`);
  };
  if (named.app_id !== undefined && !apps.find(named.app_id)) refuse(`there is no app "${named.app_id}".`);
  if (named.user !== undefined && !users.find(named.user)) refuse(nobody(named.user));
}

function nobody(named: string): string {
  return `there is no user "${named}"; an open_id names one.`;
}
