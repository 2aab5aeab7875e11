import type { Explanations, Words } from '@feishu-login/product';
import type { Before } from '../view.ts';

/** Everything the page says, in one language: what the mini program says as well, and what only a page has to say. */
export interface Texts extends Words {
  /** The switch to the other language is written in that language. */
  otherLanguage: string;
  signIn: Words['signIn'] & {
    waysLabel: string;
    withAccount: string;
    withQr: string;
    leaving: string;
    entering: string;
    takesLong: string;
    signInPage: string;
    /** Why nobody is signed in, or not yet. */
    after: Record<Exclude<Before, 'arrival'>, string>;
  };
  qr: { frame: string; hint: string; loading: string; failed: string; expired: string; retry: string; scanned: string };
  session: { title: string; signedIn: string; signOutFailed: string };
  furtherSignOut: {
    feishuSilent: string;
    /** @param code the platform's number, for the developer */
    feishuRefused: (code: number) => string;
  };
  tasks: Words['tasks'] & {
    intro: string;
    show: string;
    loading: string;
    /** The reader said no to Feishu. */
    refused: string;
    forgotten: string;
    count: (tasks: number) => string;
  };
  profile: Words['profile'] & { unionId: string; identifiers: string; employeeNumber: string };
  /** What a stored permission of Feishu's lets us do, by the scope's name; `others` for those without words of their own. */
  permissions: { known: Readonly<Record<string, string>>; others: (count: number) => string };
  grant: {
    /** @param permissions in people's words */
    stored: (permissions: readonly string[]) => string;
    until: (when: string) => string;
    forget: string;
    unread: string;
    kept: string;
  };
  devices: Words['devices'] & {
    active: (when: string) => string;
    now: string;
    signedInAt: (when: string) => string;
    endsAt: (when: string) => string;
    endNamed: (device: string) => string;
    ended: (device: string) => string;
    endedOthers: string;
    loading: string;
    failed: string;
    endFailed: string;
    reload: string;
  };
  /** Apps that the reader lets know who they are. */
  apps: {
    title: string;
    intro: string;
    /** What a scope lets an app know. */
    scopes: Readonly<Record<string, string>>;
    allowedAt: (when: string) => string;
    end: string;
    endNamed: (app: string) => string;
    ended: (app: string) => string;
  };
  /** An address that does not exist. */
  nowhere: { title: string; what: string; home: string };
  failure: Words['failure'] & {
    explanations: Explanations;
    howTitle: string;
    waitSeconds: (seconds: number) => string;
    redirectUrl: string;
    pageUrl: string;
    signInPage: string;
    otherAccount: string;
    backToSession: string;
    details: string;
  };
}
