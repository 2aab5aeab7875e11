import { api } from '@feishu-login/auth-types';
import fc from 'fast-check';

const pages = ['/', '/login', '/auth/login', '/auth/callback', '/auth/verify', '/oidc/auth', '/oidc/token', '/healthz'];
const paths = [...Object.keys(api).map((endpoint) => endpoint.split(' ')[1] ?? ''), ...pages, '/feishu/events'];
const parameters = ['state', 'code', 'return_to', 'client_id', 'scope', 'others', 'redirect', 'a'];
const fields = ['code', 'via', 'state', 'refresh_token', 'return_to', '__proto__', 'grant_type'];
const headerNames = [
  'Authorization',
  'Cookie',
  'Origin',
  'Content-Type',
  'Accept',
  'X-Forwarded-For',
  'X-Forwarded-Uri',
];
const moreNames = ['Sec-Fetch-Site', 'Content-Encoding', 'Expect', 'Range', 'If-None-Match', 'X-Lark-Signature'];
const values = ['application/json', 'application/x-www-form-urlencoded', 'same-origin', '100-continue', 'gzip', '*/*'];
const oddWords = ['%', '%00', '%ff', '..', '//', '\\', '__proto__', "'--", 'a'.repeat(9_000)];

const word = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(...oddWords),
);
const printable = word.map((text) => text.replace(/[\p{Cc}\s]/gu, ''));

/** Most often what is right, else what is not. */
function mostly(right: fc.Arbitrary<string>, wrong: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: wrong });
}

function target(): fc.Arbitrary<string> {
  const path = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...paths) },
    { weight: 1, arbitrary: printable.map((text) => `/${text}`) },
    { weight: 1, arbitrary: printable },
  );
  const pair = fc.tuple(fc.constantFrom(...parameters), printable.map(encodeURIComponent)).map((two) => two.join('='));
  const query = fc.array(mostly(pair, printable), { maxLength: 3 }).map((pairs) => pairs.join('&'));
  return fc.tuple(path, query).map(([at, search]) => (search === '' ? at : `${at}?${search}`));
}

/** The end of the head, and what follows it. */
function body(): fc.Arbitrary<string> {
  const record = fc.dictionary(fc.constantFrom(...fields), fc.oneof(word, fc.jsonValue({ maxDepth: 1 })), {
    noNullPrototype: true,
  });
  const json = fc.oneof(
    record.map((value) => JSON.stringify(value)),
    fc.json({ maxDepth: 2 }),
    word,
  );
  const type = 'Content-Type: application/json\r\n';
  const sized = json.map((text) => `${type}Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  const inChunks = json.map((text) => {
    const size = Buffer.byteLength(text);
    return `${type}Transfer-Encoding: chunked\r\n\r\n${size === 0 ? '' : `${size.toString(16)}\r\n${text}\r\n`}0\r\n\r\n`;
  });
  const twoSizes = json.map((text) => `Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n${text}`);
  const lying = json.map((text) => `${type}Content-Length: -1\r\n\r\n${text}`);
  return mostly(fc.oneof(fc.constant('\r\n'), sized, sized, inChunks), fc.oneof(twoSizes, lying));
}

/**
 * Requests of HTTP/1.1 in words that are right, nearly right and wrong, to the server that calls itself `localhost:port`.
 * @param token of somebody who is signed in
 */
export function requestTo(port: number, token: string): fc.Arbitrary<string> {
  const method = mostly(
    fc.constantFrom('GET', 'POST', 'DELETE', 'HEAD', 'OPTIONS'),
    fc.constantFrom('PATCH', 'TRACE', 'get', 'BREW', ''),
  );
  const version = mostly(fc.constant('HTTP/1.1'), fc.constantFrom('HTTP/1.0', 'HTTP/2.0', 'HTTP/1.1 ', ''));
  const host = mostly(fc.constant(`localhost:${port}`), printable);
  const known = fc.constantFrom(`Bearer ${token}`, `fls=${token}`, ...values);
  const header = fc
    .tuple(fc.constantFrom(...headerNames, ...moreNames), fc.oneof(printable, known))
    .map((pair) => pair.join(': '));
  const signedIn = fc.boolean().map((is) => (is ? [`Authorization: Bearer ${token}`] : []));
  return fc
    .tuple(method, target(), version, host, fc.array(header, { maxLength: 2 }), signedIn, body())
    .map(([asked, at, spoken, to, headers, shown, rest]) =>
      [`${asked} ${at} ${spoken}`, `Host: ${to}`, 'Connection: close', ...shown, ...headers, rest].join('\r\n'),
    );
}
