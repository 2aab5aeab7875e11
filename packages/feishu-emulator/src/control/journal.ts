import { z } from 'zod';
import type { RegisterControl } from '../exchange/router.ts';
import { defined, readQuery } from './request.ts';

const query = z.strictObject({
  since: z.coerce.number().int().min(0).optional(),
  path: z.string().optional(),
  app_id: z.string().optional(),
  /** SHA-256 in hex of a code or token. */
  hash: z.string().optional(),
  limit: z.coerce.number().int().positive().optional(),
});

/** What the platform was asked, in order. */
export const registerJournalControl: RegisterControl = (router, state) => {
  router.get('/_emulator/journal', (ctx) => {
    ctx.body = { entries: state.journal.list(defined(readQuery(ctx, query))), last: state.journal.last() };
  });
  router.delete('/_emulator/journal', (ctx) => {
    state.journal.clear();
    ctx.status = 204;
  });
};
