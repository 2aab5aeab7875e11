/*
 * One server in a process of its own, as it is installed: tells when it listens, and what it has used so far when it is
 * asked. `node --expose-gc subject.mjs emulator|oauth2-mock-server|node`
 */
import { createRequire } from 'node:module';

const [, , name] = process.argv;

/** Each resolves with where to ask for a code, and where to exchange it. */
const start = {
  async emulator() {
    // As the command loads it.
    const { startEmulator } = createRequire(import.meta.url)('../../dist/published/index.cjs');
    const person = 'ou_00000000000000000000000000000001';
    const { url } = await startEmulator({ settings: { auto_login: person, auto_consent: true } });
    return { authorize: `${url}/open-apis/authen/v1/authorize`, token: `${url}/open-apis/authen/v2/oauth/token` };
  },
  async 'oauth2-mock-server'() {
    const { OAuth2Server } = await import('oauth2-mock-server');
    const server = new OAuth2Server();
    await server.issuer.keys.generate('RS256');
    await server.start(0, '127.0.0.1');
    const url = `http://127.0.0.1:${server.address().port}`;
    return { authorize: `${url}/authorize`, token: `${url}/token` };
  },
  /** What the two requests cost without a platform behind them. */
  async node() {
    const { createServer } = await import('node:http');
    const server = createServer((req, res) => {
      const answer = () => {
        if (req.method === 'GET')
          res.writeHead(302, { location: 'http://localhost/callback?code=a-code&state=s' }).end();
        else res.setHeader('content-type', 'application/json').end('{"access_token":"a-token"}');
      };
      req.on('data', () => {}).on('end', answer);
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${server.address().port}`;
    return { authorize: `${url}/authorize`, token: `${url}/token` };
  },
};

const seconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const addresses = await start[name]();
process.send({ ...addresses, listening: performance.now(), cpu: seconds() });
process.on('message', () => {
  globalThis.gc();
  process.send({ cpu: seconds(), heap: process.memoryUsage().heapUsed });
});
