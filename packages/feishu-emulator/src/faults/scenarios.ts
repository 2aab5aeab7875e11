import {
  gadgetSessionEndpoint,
  oauthV3TokenEndpoint,
  oidcRefreshEndpoint,
  oidcTokenEndpoint,
  userTokenEndpoint,
  v1RefreshEndpoint,
  v1TokenEndpoint,
} from '@feishu-login/feishu-types';
import type { Code, User } from '../state/records.ts';
import { type FaultContext, type FaultKind, param, secondsAway } from './effect.ts';
import { wireFaults } from './wire.ts';

const userTokens = [oauthV3TokenEndpoint.path, userTokenEndpoint.path];
const exchanges = [...userTokens, oidcTokenEndpoint.path, v1TokenEndpoint.path, gadgetSessionEndpoint.path];
const refreshes = [...userTokens, oidcRefreshEndpoint.path, v1RefreshEndpoint.path];

/** Situations by name: a fault with the place and moment it belongs to, or something that happens on the platform. */
export const scenarios: Readonly<Record<string, FaultKind>> = {
  'code-reused': codeScenario('Somebody else has already exchanged the code.', ({ platform }, code) =>
    platform.codes.spend(code),
  ),
  'code-expired': codeScenario('The code arrives too late.', ({ platform }, code) => {
    code.expires_at = platform.clock.now();
  }),
  'user-resigned-between-code-and-token': userScenario('The user resigns after the code was handed out.', (user) => {
    user.status = 'resigned';
  }),
  'user-frozen-between-code-and-token': userScenario('The user is frozen after the code was handed out.', (user) => {
    user.status = 'frozen';
  }),
  'user-unavailable-between-code-and-token': userScenario('The user leaves the availability range.', (user) => {
    user.available = false;
  }),
  'code-response-lost': {
    about: 'The code is exchanged, the answer is lost.',
    effect: wire('reset'),
    when: 'after',
    paths: exchanges,
    field: 'code',
  },
  'refresh-response-lost': {
    about: 'The refresh token is rotated, the answer is lost.',
    effect: wire('reset'),
    when: 'after',
    paths: refreshes,
    field: 'refresh_token',
  },
  'app-token-revoked': {
    about: 'The app’s tokens end early, just before this call.',
    effect: {
      kind: 'arrange',
      arrange({ call, platform }) {
        const token = call.bearer === undefined ? undefined : platform.appTokens.find(call.bearer);
        if (token) platform.appTokens.revoke(token.app_id);
      },
    },
  },
  'grant-revoked': {
    about: 'The user withdraws the authorization just before this call.',
    effect: {
      kind: 'arrange',
      arrange({ call, platform }) {
        const refresh = call.body.fields.refresh_token;
        const token =
          typeof refresh === 'string'
            ? platform.userTokens.findRefresh(refresh)
            : platform.userTokens.findAccess(call.bearer ?? '');
        if (!token) return;
        platform.grants.revoke(token.app_id, token.user);
        platform.userTokens.revokeUser(token.user, token.app_id);
      },
    },
  },
  'old-client-errno-103': {
    about: 'The emulated client answers requestAccess with errno 103, as one that is too old.',
    effect: { kind: 'elsewhere' },
  },
  'ticket-delayed': {
    about: 'The app_ticket event comes params.seconds (default 120) late.',
    params: { seconds: param(secondsAway, 'default 120') },
    effect: { kind: 'elsewhere' },
  },
  'event-delayed': {
    about: 'The event is pushed params.seconds (default 60) late.',
    params: { seconds: param(secondsAway, 'default 60') },
    effect: { kind: 'elsewhere' },
  },
  'event-duplicated': { about: 'The event is pushed twice.', effect: { kind: 'elsewhere' } },
  'event-dropped': { about: 'The event is never pushed.', effect: { kind: 'elsewhere' } },
};

function codeScenario(about: string, arrange: (context: FaultContext, code: Code) => void): FaultKind {
  return {
    about,
    paths: exchanges,
    field: 'code',
    effect: {
      kind: 'arrange',
      arrange(context) {
        const value = context.call.body.fields.code;
        const code = typeof value === 'string' ? context.platform.codes.find(value) : undefined;
        if (code) arrange(context, code);
      },
    },
  };
}

function userScenario(about: string, change: (user: User) => void): FaultKind {
  return codeScenario(about, ({ platform }, code) => {
    const user = platform.users.find(code.user);
    if (user) change(user);
  });
}

function wire(name: string): FaultKind['effect'] {
  const kind = wireFaults[name];
  if (!kind) throw new Error(`No such fault: ${name}`);
  return kind.effect;
}
