import { createServer } from 'node:http';
import type { CreatePeer, PeerOptions } from './peer.ts';

/** A process that answers beside the server: `run.ts <which> <options as JSON>`. It tells when it listens. */
const kinds: Record<string, () => Promise<CreatePeer>> = {
  'node:http': async () => (await import('./bare.ts')).createNode,
  koa: async () => (await import('./bare.ts')).createKoa,
  'koa with duties': async () => (await import('./koa-with-duties.ts')).createKoaWithDuties,
  'express-session': async () => (await import('./express-session.ts')).createExpressSession,
  'better-auth': async () => (await import('./better-auth.ts')).createBetterAuth,
  'sign-in by hand': async () => (await import('./sign-in-by-hand.ts')).createSignInByHand,
  platform: async () => (await import('./platform.ts')).createPlatform,
};

const [which = '', told = '{}'] = process.argv.slice(2);
const load = kinds[which];
if (load === undefined) throw new Error(`There is no peer named ${which}.`);
const options: PeerOptions = JSON.parse(told);
const create = await load();
const { listener, signIn } = await create(options);
createServer({ keepAliveTimeout: 65_000 }, listener).listen(options.port, async () => {
  process.send?.({ cookie: await signIn?.() });
});
// The one who started us is gone.
process.once('disconnect', () => process.exit());
