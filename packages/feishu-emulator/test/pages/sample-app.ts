import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from '@jest/globals';
import { app, type World } from '../world.ts';

const running: (() => void)[] = [];

/**
 * A web app on an origin of its own, written as the documentation shows: a page that signs in through the H5 SDK, a
 * page that signs in by QR code, one that does neither, and the redirect address. `#result` says what happened.
 */
export async function startSampleApp(world: World): Promise<string> {
  const server = createServer((req, res) => {
    const url = new URL(req.url ?? '/', 'http://localhost');
    res.setHeader('content-type', 'text/html; charset=utf-8');
    if (url.pathname === '/callback')
      return res.end(document(JSON.stringify(Object.fromEntries(url.searchParams)), ''));
    const scripts: Record<string, () => string> = { '/qr': () => qrPage(world, origin), '/silent': () => '' };
    res.end(document('waiting', (scripts[url.pathname] ?? (() => h5Page(world)))()));
  });
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  running.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await world.control('PUT', `apps/${app.client_id}`, {
    redirect_urls: [`${origin}/`, `${origin}/callback`],
    h5_domains: [new URL(origin).host],
  });
  return origin;
}

afterEach(() => {
  for (const stop of running.splice(0)) stop();
});

function document(result: string, scripts: string): string {
  return `<!doctype html><html lang="en"><title>Sample</title><h1>Sample</h1><p id="result">${result}</p><div id="qr"></div>${scripts}`;
}

function h5Page(world: World): string {
  return `<script src="${world.url}/_emulator/client/h5sdk.js"></script><script>
const show = (text) => { document.getElementById('result').textContent = text; };
const done = { success: ({ code }) => show('code ' + code), fail: (res) => show('failed ' + JSON.stringify(res)) };
h5sdk.ready(() => {
  if (!tt.requestAccess) return tt.requestAuthCode({ appId: '${app.client_id}', ...done });
  tt.requestAccess({
    appID: '${app.client_id}', scopeList: ['task:task:read'], ...done,
    fail: (res) => res.errno === 103 ? tt.requestAuthCode({ appId: '${app.client_id}', ...done }) : done.fail(res),
  });
});
</script>`;
}

function qrPage(world: World, origin: string): string {
  const goto = `${world.url}/suite/passport/oauth/authorize?${new URLSearchParams({
    client_id: app.client_id,
    redirect_uri: `${origin}/callback`,
    response_type: 'code',
    state: 'qr-1',
  })}`;
  return `<script src="${world.url}/_emulator/client/qr-sdk.js"></script><script>
const goto = ${JSON.stringify(goto)};
const login = QRLogin({ id: 'qr', goto, width: '250', height: '250', style: 'border: 0' });
window.ignored = 0;
window.addEventListener('message', ({ origin, data }) => {
  if (!login.matchOrigin(origin) || !login.matchData(data)) { window.ignored += 1; return; }
  location.href = goto + '&tmp_code=' + data.tmp_code;
});
</script>`;
}
