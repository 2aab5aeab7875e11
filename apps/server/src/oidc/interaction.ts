import type { Context, Middleware } from 'koa';
import { type Client, errors, type Interaction, type default as Provider } from 'oidc-provider';
import { allowApp } from '../auth/apps.ts';
import { oidcScopes } from '../auth/oidc-clients.ts';
import type { Ports } from '../auth/ports/ports.ts';
import type { SignedIn } from '../auth/ports/records.ts';
import type { Visitors } from './adapter.ts';
import { sendConsentPage } from './pages/consent.ts';
import { sendFailurePage } from './pages/failure.ts';
import type { PageLook } from './pages/page.ts';

const path = /^\/interaction\/([\w-]{1,64})(\/allow|\/deny)?$/;

/**
 * What a person has to do before a client gets its answer: sign in, which is our own sign-in, and say yes where the
 * client is not the company's own. The address holds the interaction's secret name, and only the browser that has it in
 * a cookie is answered: that is what keeps other sites from saying yes.
 */
export function answerInteractions(
  ports: Ports,
  provider: Provider,
  { visitors, look }: { visitors: Visitors; look: PageLook },
): Middleware {
  const answer = async (ctx: Context, uid: string, decision: string | undefined): Promise<void> => {
    const interaction = await find(provider, ctx, uid);
    const signedIn = await visitors.get(ctx.req)?.signedIn();
    if (interaction.prompt.name === 'login' && decision === undefined) return login(ctx, interaction, signedIn);
    const isOpen = interaction.prompt.name === 'consent' && signedIn?.user.id === interaction.session?.accountId;
    if (signedIn === undefined || !isOpen) throw new errors.SessionNotFound('this question is not open any more');
    if (decision === undefined) {
      const client = await clientOf(provider, interaction);
      const { params } = interaction;
      return sendConsentPage(ctx, look, { client, params, uid, name: signedIn.user.name });
    }
    if (ctx.method !== 'POST') throw new errors.InvalidRequest('this address takes the button of its page only', 405);
    if (decision === '/allow') await allowApp(ports, signedIn, appOf(interaction));
    const result = decision === '/allow' ? { consent: {} } : { error: 'access_denied' };
    seeOther(ctx, await provider.interactionResult(ctx.req, ctx.res, result));
  };
  return async (ctx, next) => {
    const [, uid, decision] = path.exec(ctx.path) ?? [];
    if (uid === undefined) return next();
    await answer(ctx, uid, decision).catch((error: unknown) => {
      if (!(error instanceof errors.OIDCProviderError)) throw error;
      ctx.status = error.statusCode;
      sendFailurePage(ctx, look, error);
    });
  };
}

async function find(provider: Provider, { req, res }: Context, uid: string): Promise<Interaction> {
  const interaction = await provider.interactionDetails(req, res);
  if (interaction.uid === uid) return interaction;
  throw new errors.SessionNotFound('this browser has another question open');
}

/**
 * Where a new sign-in is asked for (`prompt=login`, `max_age`), the sign-in with which the question began does not do: it
 * is noted, and the way leads through Feishu's page once more. What that asks of the person is Feishu's to say.
 */
async function login(ctx: Context, interaction: Interaction, signedIn: SignedIn | undefined): Promise<void> {
  const { prompt, result } = interaction;
  const anew = prompt.reasons.some((reason) => reason === 'login_prompt' || reason === 'max_age');
  const begunIn = result?.begunIn;
  // The provider would miss that session, which is over once somebody signed in anew.
  interaction.session = undefined;
  if (signedIn === undefined || (anew && (begunIn === undefined || begunIn === signInOf(signedIn)))) {
    interaction.result = { begunIn: begunIn ?? (signedIn === undefined ? '' : signInOf(signedIn)) };
    await interaction.persist();
    return signIn(ctx);
  }
  interaction.result = { login: { accountId: signedIn.user.id, ts: Math.floor(signedIn.session.signedInAt / 1000) } };
  await interaction.persist();
  seeOther(ctx, interaction.returnTo);
}

/** A session may go on after its person signed in anew. */
function signInOf({ session }: SignedIn): string {
  return `${session.id} ${session.signedInAt}`;
}

/** Inside the Feishu client, our page signs in without leaving it; anywhere else the way leads through Feishu’s. */
function signIn(ctx: Context): void {
  const entrance = /\b(Lark|Feishu)\b/i.test(ctx.get('user-agent')) ? '/login' : '/auth/login';
  seeOther(ctx, `${entrance}?${new URLSearchParams({ return_to: `/oidc${ctx.path}` })}`);
}

async function clientOf(provider: Provider, { params }: Interaction): Promise<Client> {
  const client = await provider.Client.find(String(params.client_id));
  if (client === undefined) throw new errors.InvalidClient('the client is gone');
  return client;
}

/** The app that asked, and what for. A scope that there is not was passed over. */
function appOf({ params }: Interaction): { clientId: string; scopes: string[] } {
  const asked = String(params.scope ?? '').split(' ');
  return { clientId: String(params.client_id), scopes: oidcScopes.filter((scope) => asked.includes(scope)) };
}

function seeOther(ctx: Context, location: string): void {
  ctx.status = 303;
  ctx.set('Location', location);
  ctx.body = '';
}
