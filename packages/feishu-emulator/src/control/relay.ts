import { z } from 'zod';
import type { RegisterControl } from '../exchange/router.ts';
import { RelayError, relayedLimit, relayRequest } from './relay-request.ts';
import { ControlError, readControl } from './request.ts';

const request = z.strictObject({
  url: z.url(),
  method: z.enum(['GET', 'POST', 'PUT', 'HEAD', 'DELETE']).default('GET'),
  header: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
  data: z.unknown().optional(),
  base64: z.base64().optional(),
  bytes: z.boolean().optional(),
});

const loopback = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Performs a request for the emulated client's `tt.request`: a real client knows no CORS, a browser does.
 * It goes to the named origins and to loopback only.
 */
export const registerRelay: RegisterControl = (router, state, { relayOrigins }) => {
  router.post('/_emulator/relay', async (ctx) => {
    const asked = await readControl(ctx, request, relayedLimit);
    const { origin, hostname, protocol } = new URL(asked.url);
    if (!(relayOrigins.includes(origin) || loopback.includes(hostname)) || !/^https?:$/.test(protocol))
      throw new ControlError(400, `url: the relay does not go to ${origin}; name it in relayOrigins.`);
    try {
      ctx.body = await relayRequest(asked, 'manual', state.ending);
    } catch (error) {
      if (!(error instanceof RelayError)) throw error;
      const said = error.status === 413 ? error.message : `The relay got no answer from ${origin}: ${error.message}`;
      throw new ControlError(error.status, said);
    }
  });
};
