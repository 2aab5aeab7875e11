/** An app that needs no code of ours: who asks stands in the headers that nginx sets. Node 20 or newer: `node app.mjs`. */
import { createServer } from 'node:http';

const port = Number(process.env.PORT ?? 8080);

createServer((request, response) => {
  const name = decodeURIComponent(String(request.headers['x-auth-name'] ?? ''));
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(
    JSON.stringify({
      path: request.url,
      user: request.headers['x-auth-user'],
      name,
      email: request.headers['x-auth-email'] || null,
    }),
  );
}).listen(port, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${port}`));
