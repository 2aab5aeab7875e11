import { type Callbacks, callApi } from './api-call.ts';
import { type Behaviour, type ConsentSheet, checkSignInAllowed, crossNetwork, refusedByUser } from './behaviour.ts';
import type { Ask, Bridge, IssuedCode } from './bridge.ts';
import { ApiFailure } from './failure.ts';
import type { ClientUi } from './ui.ts';

export interface RequestAccessOptions extends Callbacks<{ code: string; state?: string }> {
  scopeList: string[];
  state?: string;
  /** Web pages only, with a capital D. */
  appID?: string;
}

/** The person holding the device, and the way to the platform. */
export interface SignInSettings {
  version: string;
  bridge: Bridge;
  openId: string;
  behaviour: Behaviour;
  ui: ClientUi;
}

/** `tt.requestAccess`: consent to what is new, then a one-time code. */
export async function requestAccess(
  options: RequestAccessOptions,
  page: { appId: string; url?: string },
  settings: SignInSettings,
): Promise<{ code: string; state?: string }> {
  const { openId, behaviour } = settings;
  const scopes = readScopes(options?.scopeList);
  checkSignInAllowed(behaviour);
  const ask = {
    app_id: page.appId,
    open_id: openId,
    scopes,
    ...(page.url !== undefined && { page_url: page.url }),
  };
  let reply = await askToAccess(settings, { ...ask, agreed: false });
  if ('consent' in reply) {
    await agree(reply.consent, settings);
    reply = await askToAccess(settings, { ...ask, agreed: true });
  }
  if ('consent' in reply) throw new ApiFailure(102, { text: 'internal error: consent was asked for twice' });
  return { code: reply.code, ...(options.state !== undefined && { state: options.state }) };
}

async function askToAccess(
  { bridge, behaviour, ui }: SignInSettings,
  ask: Ask<'request-access'>,
): Promise<IssuedCode | { consent: ConsentSheet }> {
  await crossNetwork(behaviour);
  const reply = await bridge.call('request-access', ask);
  if (!('refused' in reply)) return reply;
  const { code, message, errno } = reply.refused;
  if (code === 103) throw new ApiFailure(103);
  if (code === 0) throw new ApiFailure(2700001);
  await ui.showRefusal(code, message);
  throw new ApiFailure(2700002, {
    text: `Authorization terminated unexpectedly. Error code: ${code}; error message: ${message}`,
    ...(errno !== undefined && { errno }),
  });
}

async function agree(sheet: ConsentSheet, { behaviour: { consent }, ui }: SignInSettings): Promise<void> {
  const answer = typeof consent === 'string' ? consent : await (consent ?? ui.askConsent)(sheet);
  if (answer === 'forbid') throw new ApiFailure(107);
  if (answer === 'refuse') throw refusedByUser();
}

/** `tt.login`, in gadgets of every age. */
export function createLogin(appId: string, { version, bridge, openId, behaviour }: SignInSettings, done: () => void) {
  return (options?: Callbacks<{ code: string }>): void =>
    callApi('login', version, options, async () => {
      checkSignInAllowed(behaviour);
      await crossNetwork(behaviour);
      const reply = await bridge.call('login', { app_id: appId, open_id: openId });
      if ('refused' in reply) {
        throw new ApiFailure(1000001, { text: `server error: ${reply.refused.code} ${reply.refused.message}` });
      }
      done();
      return { code: reply.code };
    });
}

/** By its tag and not by `Array.isArray` alone: the list may come from another realm, and then be anything. */
function readScopes(value: unknown): string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new ApiFailure(104, { text: 'invalid parameter: scopeList must be an array of strings' });
}
