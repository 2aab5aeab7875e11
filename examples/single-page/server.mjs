/** Serves the page's three files and what it has to know. `node server.mjs` */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const { PORT = '8080', ISSUER = 'http://localhost:3000/oidc', CLIENT_ID = 'single-page' } = process.env;

const script = 'text/javascript; charset=utf-8';
const file = (type, address) => async () => ({ type, body: await readFile(new URL(address, import.meta.url)) });
const files = {
  '/': file('text/html; charset=utf-8', 'index.html'),
  '/app.js': file(script, 'app.js'),
  '/oauth4webapi.js': file(script, import.meta.resolve('oauth4webapi')),
  '/settings.json': async () => ({
    type: 'application/json',
    body: JSON.stringify({ issuer: ISSUER, clientId: CLIENT_ID }),
  }),
};

createServer(async ({ url }, response) => {
  const answer = await files[new URL(url, 'http://localhost').pathname]?.();
  if (answer === undefined) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': answer.type }).end(answer.body);
}).listen(Number(PORT), 'localhost', () => console.log(`listening on http://localhost:${PORT}`));
