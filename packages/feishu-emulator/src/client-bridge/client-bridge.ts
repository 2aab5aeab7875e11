import type { Middleware } from 'koa';
import { z } from 'zod';
import type { CallName } from '../client/bridge.ts';
import type { ExchangeContext, ExchangeState } from '../exchange/context.ts';
import type { EndpointFacts } from '../exchange/endpoint-facts.ts';
import { exchange } from '../exchange/exchange.ts';
import { Refusal } from '../exchange/failure.ts';
import type { EmulatorRouter } from '../exchange/router.ts';
import type { State } from '../state/state.ts';
import { clientLogin, clientRequestAccess, clientRequestAuthCode } from './codes.ts';
import { clientConfig } from './config.ts';
import type { ClientQuestion } from './question.ts';
import { clientUserInfo } from './user-info.ts';

const appUser = z.object({ app_id: z.string().default(''), open_id: z.string().default('') });

/** What stands for the private protocol between the Feishu client and its servers; see `client/bridge.ts`. */
export function registerClientBridge(router: EmulatorRouter, state: State): void {
  function answer<Schema extends z.ZodType>(
    name: CallName,
    page: string,
    schema: Schema,
    handle: (question: ClientQuestion<z.output<Schema>>) => object,
  ): void {
    const facts: EndpointFacts = {
      method: 'POST',
      path: `/_emulator/client/${name}`,
      page,
      dialect: 'envelope',
      errors: {},
    };
    router.post(facts.path, exchange(state, facts), tellRefusals, (ctx: ExchangeContext) => {
      const { call, note } = ctx.state;
      const parsed = schema.safeParse(call.body.fields);
      if (!parsed.success) {
        ctx.status = 400;
        ctx.body = { refused: { code: 104, message: z.prettifyError(parsed.error) } };
        return;
      }
      ctx.body = handle({ ask: parsed.data, platform: state, faults: state.faults, note });
    });
  }

  const scopes = z.array(z.string());
  answer(
    'request-access',
    'requestAccess',
    appUser.extend({ scopes, agreed: z.boolean(), page_url: z.string().optional() }),
    clientRequestAccess,
  );
  answer('login', 'login', appUser, clientLogin);
  answer('request-auth-code', 'requestAuthCode', appUser.extend({ page_url: z.string() }), clientRequestAuthCode);
  answer(
    'config',
    'h5sdk.config',
    appUser.extend({ url: z.string(), timestamp: z.number(), nonce: z.string(), signature: z.string() }),
    clientConfig,
  );
  answer('user-info', 'getUserInfo', appUser.extend({ with_credentials: z.boolean() }), clientUserInfo);
}

/** A refusal reaches the client as data: it decides which errno the page sees. */
const tellRefusals: Middleware<ExchangeState> = async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    ctx.state.note({ code: error.code, why: error.why, committed: false });
    const message = 'msg' in error.row ? error.row.msg : error.message;
    ctx.body = { refused: { code: error.code, message, ...error.details } };
  }
};
