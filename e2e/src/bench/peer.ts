import { createServer, type RequestListener } from 'node:http';
import Koa from 'koa';

/** What answers beside the server, each as a process of its own: `peer.ts <which> [the bytes to answer with]`. */
const [which = '', body = ''] = process.argv.slice(2);

const kinds: Record<string, () => RequestListener> = {
  'node:http': () => (_, answer) => void answer.setHeader('content-type', 'application/json').end(body),
  koa: () => {
    const app = new Koa();
    app.use((ctx) => {
      ctx.type = 'application/json';
      ctx.body = body;
    });
    return app.callback();
  },
  platform: () => instantPlatform,
};

/**
 * A platform that takes no time and checks nothing: what is measured is our own work. Each access token is somebody of
 * a thousand people (获取 user_access_token, 获取用户信息).
 */
const instantPlatform: RequestListener = (asked, answer) => {
  const exchange = asked.url === '/oauth/v3/token';
  tokens += exchange ? 1 : 0;
  const person = Number(asked.headers.authorization?.replace('Bearer u-', '') ?? 0) % 1_000;
  const reply = exchange
    ? { code: 0, access_token: `u-${tokens}`, expires_in: 7200, token_type: 'Bearer', scope: '' }
    : { code: 0, data: { open_id: `ou_${String(person).padStart(32, '0')}`, name: '张三', tenant_key: 'tenant_1' } };
  asked.resume();
  answer.setHeader('content-type', 'application/json; charset=utf-8').end(JSON.stringify(reply));
};
let tokens = 0;

const listener = kinds[which]?.();
if (listener === undefined) throw new Error(`There is no peer named ${which}.`);
const server = createServer({ keepAliveTimeout: 65_000 }, listener).listen(0, () => {
  const address = server.address();
  if (typeof address === 'object') process.send?.(address?.port);
});
// The one who started us is gone.
process.once('disconnect', () => process.exit());
