import type { SessionKind } from '@feishu-login/auth-types';
import type { CheckUp } from '@feishu-login/auth-types/admin';
import type { Language } from '@feishu-login/product';
import type { Deed } from '../people/deeds.ts';
import type { Room } from '../place.ts';

type Level = CheckUp['checks'][number]['findings'][number]['level'];

/** Everything the page of administrators says, in one language. */
export interface AdminTexts {
  language: Language;
  title: string;
  otherLanguage: string;
  roomsLabel: string;
  rooms: Record<Room, string>;
  loading: string;
  reload: string;
  /** Why something was not done or not shown. */
  failed: (code: string) => string;
  requestId: (id: string) => string;
  cancel: string;
  stepUp: { text: string; button: string };
  people: {
    search: string;
    find: string;
    name: string;
    email: string;
    signedIn: string;
    sessions: string;
    blocked: string;
    none: string;
    more: string;
  };
  person: {
    back: string;
    userId: string;
    since: string;
    blockedSince: (when: string) => string;
    identities: string;
    openId: string;
    unionId: string;
    tenant: string;
    app: string;
    grant: string;
    grantOver: string;
    grantUntil: (when: string) => string;
    sessions: string;
    noSessions: string;
    kind: Record<SessionKind, string>;
    yours: string;
    seen: (when: string) => string;
    history: string;
    end: string;
    endNamed: (device: string) => string;
    endAll: string;
    block: string;
    unblock: string;
    erase: string;
    typeName: string;
    asks: Record<Deed, { title: string; text: string; button: string }>;
    done: Record<Deed, string>;
  };
  audit: {
    event: string;
    person: string;
    request: string;
    filter: string;
    live: string;
    none: string;
    user: string;
    table: string;
  };
  clients: {
    intro: string;
    none: string;
    public: string;
    firstParty: string;
    fromFile: string;
    scopes: string;
    leadsTo: string;
    rotate: string;
    rotateNamed: (name: string) => string;
    remove: string;
    removeNamed: (name: string) => string;
    secret: string;
    asks: Record<'rotate' | 'remove', { title: (name: string) => string; text: string; button: string }>;
    done: Record<'rotate' | 'remove', string>;
  };
  checkUp: { asking: string; at: (when: string) => string; levels: Record<Level, string> };
  health: {
    ready: string;
    notReady: string;
    live: (sessions: number, people: number) => string;
    outbox: string;
    nothingWaits: string;
    waiting: (kind: string, count: number, seconds: number) => string;
    ok: string;
    denied: string;
    lastHour: string;
    /** What a plot shows, for whoever does not see it. */
    plot: (what: string, total: number, most: number) => string;
  };
}
