/** An app that has accounts, passwords and express-session, and moves to the sign-in person by person. `node app.mjs` */
import { PGlite } from '@electric-sql/pglite';
import { createSession } from '@feishu-login/session';
import { signIn, whoIs } from '@feishu-login/session/express';
import express from 'express';
import expressSession from 'express-session';

const { PORT = '8080', SIGN_IN_URL = 'http://localhost:3000', SESSION_SECRET = 'development only' } = process.env;

// PostgreSQL within this process, so that the sample needs nothing else; `pg` takes the same statements.
const db = await PGlite.create(process.env.DATABASE ?? 'accounts-data');
const first = async (statement, values) => (await db.query(statement, values)).rows[0];
// The one change to the old table is `sign_in_id`: who of the sign-in an account belongs to.
await db.exec(`CREATE TABLE IF NOT EXISTS accounts (
  id INTEGER PRIMARY KEY GENERATED ALWAYS AS IDENTITY, name TEXT NOT NULL, password TEXT, sign_in_id TEXT UNIQUE)`);
if (!(await first('SELECT 1 FROM accounts LIMIT 1')))
  await first("INSERT INTO accounts (name, password) VALUES ('zhang', 'old password')");

const accountOf = (user) => first('SELECT id, name FROM accounts WHERE sign_in_id = $1', [user.id]);
const unlinked = (id) => first('SELECT id, name FROM accounts WHERE id = $1 AND sign_in_id IS NULL', [id]);
const byPassword = (name, password) =>
  first('SELECT id FROM accounts WHERE name = $1 AND password = $2 AND sign_in_id IS NULL', [name, password]);
const link = (user, id) =>
  first('UPDATE accounts SET sign_in_id = $1, password = NULL WHERE id = $2 AND sign_in_id IS NULL', [user.id, id]);
const create = (user) => first('INSERT INTO accounts (name, sign_in_id) VALUES ($1, $2)', [user.name, user.id]);

const app = express();
app.use(expressSession({ secret: SESSION_SECRET, resave: false, saveUninitialized: false }));
app.use(signIn(createSession({ serverUrl: SIGN_IN_URL }), { optional: true }));
// Once linked, an account is its owner's at the sign-in; until then its old session goes on.
app.use(async (request, _response, next) => {
  const user = whoIs(request)?.user;
  request.account = (user && (await accountOf(user))) ?? (await unlinked(request.session.accountId ?? 0));
  next();
});
app.use(express.json());

/** As it always was. Real passwords are hashed; this shows the move and nothing else. */
app.post('/old-login', async (request, response, next) => {
  const { name = '', password = '' } = request.body ?? {};
  const account = await byPassword(String(name), String(password));
  if (!account) return response.status(401).json({ error: 'wrong name or password' });
  request.session.regenerate((error) => {
    if (error) return next(error);
    request.session.accountId = account.id;
    response.status(204).end();
  });
});

/** Somebody signed in both ways says that both are theirs. Never done by e-mail address, which nobody has verified. */
app.post('/link', async (request, response) => {
  const user = whoIs(request)?.user;
  if (!user) return response.status(401).json({ error: 'sign in first' });
  // No page of another origin can send JSON without being asked first.
  if (!request.is('application/json')) return response.status(415).end();
  if (!(await accountOf(user))) await (request.account ? link(user, request.account.id) : create(user));
  response.json(await accountOf(user));
});

app.get('/account', (request, response) => {
  if (request.account) response.json(request.account);
  else response.status(whoIs(request) ? 404 : 401).json({ error: whoIs(request) ? 'POST /link' : 'sign in first' });
});

app.listen(Number(PORT), '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${PORT}`));
