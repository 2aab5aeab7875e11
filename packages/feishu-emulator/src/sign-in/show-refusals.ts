import type { Middleware } from 'koa';
import type { ExchangeState } from '../exchange/context.ts';
import { Refusal } from '../exchange/failure.ts';
import { authorizeErrorPage } from '../pages/authorize-error.ts';
import { pageLanguage } from '../pages/language.ts';
import type { Platform } from '../state/platform.ts';

/** A refusal becomes a page that explains it and never redirects (获取授权码, 如何解决授权免登页面-20029-错误). */
export function showRefusals(platform: Platform): Middleware<ExchangeState> {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { call, note } = ctx.state;
      note({ code: error.code, why: error.why, committed: false });
      ctx.status = platform.settings.values.authorize_error_status;
      ctx.type = 'html';
      ctx.body = authorizeErrorPage({
        language: pageLanguage(ctx),
        refusal: error,
        logId: call.logId,
        here: `${call.path}?${call.query}`,
      });
    }
  };
}
