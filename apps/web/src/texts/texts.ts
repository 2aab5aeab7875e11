import type { SessionKind } from '@feishu-login/auth-types';
import type { Who } from '../failure/cause.ts';
import type { Explanations } from '../failure/explanations.ts';
import type { SessionEnd } from '../view.ts';

/** For `lang` attributes and `Intl`. */
export type Language = 'zh-CN' | 'en';

/** Everything the page says, in one language. */
export interface Texts {
  language: Language;
  brand: string;
  /** The switch to the other language is written in that language. */
  otherLanguage: string;
  copy: string;
  copied: string;
  copyFailed: string;
  signIn: {
    title: string;
    intro: string;
    waysLabel: string;
    withAccount: string;
    withQr: string;
    button: string;
    leaving: string;
    entering: string;
    takesLong: string;
    signInPage: string;
    /** Why nobody is signed in any more. */
    after: Record<SessionEnd, string>;
  };
  qr: { frame: string; hint: string; loading: string; failed: string; expired: string; retry: string; scanned: string };
  session: {
    title: string;
    welcome: (name: string) => string;
    signedIn: string;
    email: string;
    userId: string;
    openId: string;
    unionId: string;
    tenant: string;
    identifiers: string;
    departments: string;
    jobTitle: string;
    employeeNumber: string;
    /** Between the things of a list. */
    comma: string;
    signOut: string;
    signOutFailed: string;
  };
  furtherSignOut: {
    everywhere: { name: string; consequence: string };
    feishu: { name: string; consequence: string };
    feishuSilent: string;
    /** @param code the platform's number, for the developer */
    feishuRefused: (code: number) => string;
    cancel: string;
  };
  tasks: {
    title: string;
    intro: string;
    show: string;
    loading: string;
    consentTitle: string;
    consentText: string;
    /** For consent that was given before, and is over. */
    consentAgainTitle: string;
    consentAgainText: string;
    consentPoints: readonly string[];
    allow: string;
    asking: string;
    /** The reader said no to Feishu. */
    refused: string;
    /** The reader agreed, and it was not enough. */
    missing: string;
    forgotten: string;
    count: (tasks: number) => string;
    due: (when: string) => string;
    completed: string;
    none: string;
    noneText: string;
    off: string;
    offText: string;
  };
  grant: {
    stored: string;
    until: (when: string) => string;
    forget: string;
    unread: string;
    kept: string;
  };
  devices: {
    title: string;
    intro: string;
    kind: Record<SessionKind, string>;
    /** The client's name in a device's name. */
    feishu: string;
    current: string;
    active: (when: string) => string;
    now: string;
    signedInAt: (when: string) => string;
    endsAt: (when: string) => string;
    end: string;
    endNamed: (device: string) => string;
    ended: (device: string) => string;
    endOthers: string;
    endedOthers: string;
    alone: string;
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
  failure: {
    who: Record<Who, string>;
    needs: Record<Who | 'time', string>;
    whoTitle: string;
    howTitle: string;
    retry: string;
    signInPage: string;
    backToSession: string;
    /** Before the name of whoever can let the reader in. */
    ask: string;
    waitSeconds: (seconds: number) => string;
    redirectUrl: string;
    pageUrl: string;
    details: string;
    platformCode: string;
    requestId: string;
    /** What the reader may send to whoever can fix it. */
    copyReport: Record<Who, string>;
    explanations: Explanations;
  };
}
