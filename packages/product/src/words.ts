import type { SessionKind } from '@feishu-login/auth-types';
import type { LinkName } from './brand/brand.ts';
import type { ExplanationsAtHand, Told } from './failure/explanations.ts';
import type { Need } from './failure/need.ts';
import type { Language } from './language.ts';

/** A sign-out that reaches further than one device: what the button says, and what pressing it will do. */
export interface Reach {
  name: string;
  consequence: string;
}

/** What web page and mini program both say, in one language: a thing has one name wherever people meet it. */
export interface Words {
  language: Language;
  /** Whose sign-in this is, where the operator has given it no name. */
  brand: string;
  copy: string;
  copied: string;
  copyFailed: string;
  cancel: string;
  links: Record<LinkName, string>;
  signIn: { title: string; titleFor: (name: string) => string; intro: string; button: string };
  profile: {
    email: string;
    userId: string;
    openId: string;
    tenant: string;
    departments: string;
    jobTitle: string;
    /** Between the things of a list. */
    comma: string;
  };
  signOut: { button: string; busy: string; everywhere: Reach; feishu: Reach; others: Reach };
  devices: {
    title: string;
    intro: string;
    kind: Record<SessionKind, string>;
    /** The client's name in a device's name. */
    feishu: string;
    current: string;
    end: string;
    alone: string;
  };
  tasks: {
    title: string;
    consentTitle: string;
    consentText: string;
    /** For consent that was given before, and is over. */
    consentAgainTitle: string;
    consentAgainText: string;
    consentPoints: readonly string[];
    allow: string;
    asking: string;
    /** The reader agreed, and it was not enough. */
    missing: string;
    due: (when: string) => string;
    completed: string;
    none: string;
    noneText: string;
    off: string;
    offText: string;
  };
  failure: {
    needs: Record<Need, string>;
    retry: string;
    /** Before the name of whoever can let the reader in. */
    ask: string;
    platformCode: string;
    requestId: string;
    /** What the reader may send to whoever can fix it. */
    copyReport: Record<Need, string>;
    explanations: ExplanationsAtHand;
    /** Of what the server would have explained, and did not. */
    unexplained: Told;
  };
}
