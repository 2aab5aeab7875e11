import {
  type CodeRequest,
  type Control,
  createControl,
  type Delivery,
  type FaultPlan,
  type JournalEntry,
  type SettingsPatch,
  type UserChange,
} from 'feishu-emulator/control';
import { seedApp } from '../../scripts/emulated-platform.ts';

/** What a test does to the platform: the control API with the seeded app in mind, telling only what tests look at. */
export interface Platform
  extends Pick<
    Control,
    'changeApp' | 'changeDepartment' | 'clearFaults' | 'codes' | 'grants' | 'pushEvent' | 'removeApp' | 'reset'
  > {
  readonly url: string;
  /** What the client would have handed to the gadget or page. */
  code(request: CodeRequest): Promise<string>;
  /** Somebody withdraws what they allowed, on Feishu's own page; nobody tells the server. */
  withdrawGrant(openId: string): Promise<void>;
  /** Exchanges a code with the app's own credentials, as a server does; returns the platform's number. */
  exchange(code: string): Promise<number>;
  /** `push` also tells the server, as the platform would by an event. */
  changeUser(openId: string, change: UserChange, options?: { push: boolean }): Promise<void>;
  fault(plan: FaultPlan): Promise<void>;
  /** What was pushed, and what was heard of it. */
  deliveries(): Promise<Delivery[]>;
  advance(seconds: number): Promise<void>;
  settings(change: SettingsPatch): Promise<void>;
  journal(path?: string): Promise<JournalEntry[]>;
}

export function controlPlatform(url: string): Platform {
  const control = createControl(url);
  return {
    ...control,
    url,
    code: async (request) => (await control.mintCode({ app_id: seedApp.id, ...request })).code,
    withdrawGrant: (openId) => control.withdrawGrant({ app_id: seedApp.id, open_id: openId }),
    async exchange(code) {
      const answer = await fetch(`${url}/open-apis/authen/v2/oauth/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({
          grant_type: 'authorization_code',
          client_id: seedApp.id,
          client_secret: seedApp.secret,
          code,
        }),
      });
      return ((await answer.json()) as { code: number }).code;
    },
    async changeUser(openId, change, { push } = { push: false }) {
      await control.changeUser(openId, { ...change, push });
    },
    async fault(plan) {
      await control.addFault(plan);
    },
    deliveries: async () => (await control.events()).deliveries,
    async advance(seconds) {
      await control.moveClock({ advance_seconds: seconds });
    },
    async settings(change) {
      await control.changeSettings(change);
    },
    journal: async (path) => (await control.journal(path === undefined ? {} : { path })).entries,
  };
}
