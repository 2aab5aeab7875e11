import type { IncomingMessage, ServerResponse } from 'node:http';
import { AuthError } from '@feishu-login/auth-types';
import { type KoaContextWithOIDC, Provider, type Session } from 'oidc-provider';
import type { Sender } from '../auth/outbox.ts';
import type { Ports } from '../auth/ports/ports.ts';
import type { Visitor } from '../auth/ports/visitor.ts';
import { signOut } from '../auth/sign-out.ts';
import { sha256 } from '../auth/token.ts';
import type { Visitors } from './adapter.ts';
import { judgeSecretsByHash } from './clients.ts';
import { configuration } from './configuration.ts';
import { answerInteractions } from './interaction.ts';
import { loadKeys, type ProviderKeys } from './keys.ts';
import { logoutTokenSender, type TellClient, takeLogoutTokens } from './logout-tokens.ts';
import { createLook, ours, type PageBrand } from './pages/look.ts';
import { leadOn } from './pages/onward.ts';
import { letFormLead, type PageLook } from './pages/page.ts';

/** How long an instance works with the keys it knows; a new one is published for longer before it signs. */
const keysKnownFor = 60_000;

export interface OpenIdProvider {
  /** Answers a request under `/oidc`, whose `url` is the path below it. What went wrong inside is told to `failed`. */
  answer(
    request: IncomingMessage,
    response: ServerResponse,
    around: { visitor: Visitor; failed: (error: unknown) => void },
  ): Promise<void>;
  /** Tells an app that a session ended. */
  readonly sendLogoutToken: Sender;
}

interface Built {
  readonly provider: Provider;
  readonly tell: TellClient;
}

/** @param brand whose sign-in its pages are */
export function createOpenIdProvider(ports: Ports, brand: PageBrand = ours): OpenIdProvider {
  const look = createLook(brand);
  const visitors = new WeakMap<IncomingMessage, Visitor>();
  const failures = new WeakMap<IncomingMessage, (error: unknown) => void>();
  let built: (Built & { version: string; at: number }) | undefined;
  let loading: Promise<Built> | undefined;

  const load = async (): Promise<Built> => {
    const keys = await loadKeys(ports);
    const same = built?.version === keys.version ? built : undefined;
    const { provider, tell } = same ?? createProvider(ports, keys, { visitors, look });
    if (same === undefined)
      provider.on('server_error', (ctx, error) => answerFailure(ctx, error, failures.get(ctx.req)));
    built = { provider, tell, version: keys.version, at: ports.clock.now() };
    return built;
  };
  const current = (): Promise<Built> => {
    if (built !== undefined && ports.clock.now() - built.at < keysKnownFor) return Promise.resolve(built);
    loading ??= load().finally(() => {
      loading = undefined;
    });
    return loading;
  };

  return {
    answer: async (request, response, { visitor, failed }) => {
      const { provider } = await current();
      visitors.set(request, visitor);
      failures.set(request, failed);
      await provider.callback()(request, response);
    },
    sendLogoutToken: logoutTokenSender(current),
  };
}

function createProvider(
  ports: Ports,
  keys: ProviderKeys,
  { visitors, look }: { visitors: Visitors; look: PageLook },
): Built {
  const { publicUrl } = ports.app;
  const provider = new Provider(`${publicUrl.origin}/oidc`, configuration(ports, keys, visitors, look));
  provider.silent = true;
  // Addresses and the cookies' `Secure` come from our settings, never from what a request says.
  Object.defineProperty(provider.request, 'host', { get: () => publicUrl.host });
  Object.defineProperty(provider.request, 'protocol', { get: () => publicUrl.protocol.slice(0, -1) });
  judgeSecretsByHash(provider);
  shadowOurSession(ports, provider, visitors);
  provider.use(async (ctx, next) => {
    await next();
    if (isProviders(ctx)) await afterwards(ports, ctx);
    leadOn(ctx, look);
  });
  provider.use(answerInteractions(ports, provider, { visitors, look }));
  return { provider, tell: takeLogoutTokens(provider) };
}

/**
 * Whoever is signed in with us is signed in with the provider, from the moment they are: `prompt=none` included. Whoever
 * signs out there is signed out of here first: the provider's record tells which apps are to hear of it.
 */
function shadowOurSession(ports: Ports, provider: Provider, visitors: Visitors): void {
  const { Session } = provider;
  const prototype: Session = Session.prototype;
  const { destroy } = prototype;
  prototype.destroy = async function destroyBoth() {
    const visitor = Provider.ctx && visitors.get(Provider.ctx.req);
    const signedIn = await visitor?.signedIn();
    if (signedIn !== undefined) await signOut(ports, signedIn);
    visitor?.forget();
    await destroy.call(this);
  };
  const get = Session.get.bind(Session);
  Session.get = async (ctx) => {
    const session = await get(ctx);
    const signedIn = await visitors.get(ctx.req)?.signedIn();
    if (signedIn === undefined || session.accountId !== undefined) return session;
    session.loginAccount({ accountId: signedIn.user.id, loginTs: Math.floor(signedIn.session.signedInAt / 1000) });
    return Object.assign(session, { touched: true });
  };
}

function isProviders(ctx: object): ctx is KoaContextWithOIDC {
  return 'oidc' in ctx;
}

async function afterwards(ports: Ports, ctx: KoaContextWithOIDC): Promise<void> {
  const { route, params } = ctx.oidc;
  if (route === 'token' && ctx.status === 200 && params?.grant_type === 'refresh_token') await keepAlive(ports, ctx);
  if (ctx.type === 'text/html' && params?.response_mode === 'form_post') letFormLead(ctx);
}

/** A client that renews its tokens is a use of the session they come from. */
async function keepAlive(ports: Ports, { oidc }: KoaContextWithOIDC): Promise<void> {
  const grantId = oidc.entities.RefreshToken?.grantId;
  const now = ports.clock.now();
  const signedIn = grantId === undefined ? undefined : await ports.store.sessions.granting(sha256(grantId), now);
  if (signedIn === undefined) return;
  const { id, absoluteExpiresAt } = signedIn.session;
  const expiresAt = Math.min(now + ports.policy.cookieIdle, absoluteExpiresAt);
  await ports.store.sessions.touch(id, { now, expiresAt });
}

/** Infrastructure failure is no fault of the request: 503, as everywhere here. */
function answerFailure(ctx: KoaContextWithOIDC, error: Error, failed?: (error: unknown) => void): void {
  failed?.(error);
  if (ctx.status !== 500 || !(error instanceof AuthError)) return;
  ctx.status = error.status;
  ctx.set('Retry-After', String(error.details.retryAfter ?? 5));
  if (ctx.type !== 'text/html') ctx.body = { error: 'temporarily_unavailable', error_description: error.message };
}
