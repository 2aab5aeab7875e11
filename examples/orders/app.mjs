/** A back end with a table of its own. The sign-in is asked who somebody is; `user.id` is the key. `node app.mjs` */
import { PGlite } from '@electric-sql/pglite';
import { createSession } from '@feishu-login/session';
import { signedInAs, signIn } from '@feishu-login/session/express';
import express from 'express';

const { PORT = '8080', SIGN_IN_URL = 'http://localhost:3000', DATABASE = 'orders-data' } = process.env;

// PostgreSQL within this process, so that the sample needs nothing else; `pg` takes the same statements.
const db = await PGlite.create(DATABASE);
await db.exec(`CREATE TABLE IF NOT EXISTS orders (
  id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id TEXT NOT NULL, item TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS orders_of_user ON orders (user_id)`);

const app = express();
app.use(signIn(createSession({ serverUrl: SIGN_IN_URL })));

app.get('/orders', async (request, response) => {
  const { user } = signedInAs(request);
  const { rows } = await db.query('SELECT id, item FROM orders WHERE user_id = $1 ORDER BY id', [user.id]);
  response.json({ name: user.name, orders: rows });
});

// JSON and nothing else: no page of another origin can send it without being asked first.
app.post('/orders', express.json(), async (request, response) => {
  const { user } = signedInAs(request);
  const item = request.body?.item;
  if (typeof item !== 'string' || item === '')
    return response.status(400).json({ error: 'send {"item": "…"} as JSON' });
  const add = 'INSERT INTO orders (user_id, item) VALUES ($1, $2) RETURNING id, item';
  response.status(201).json((await db.query(add, [user.id, item])).rows[0]);
});

app.listen(Number(PORT), '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${PORT}`));
