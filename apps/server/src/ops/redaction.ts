/**
 * Names whose values are never written, at whatever depth and however they are spelt (`access_token`, `accessToken`,
 * `Set-Cookie`). Nothing is meant to log them in the first place; this is the second line.
 */
const secretNames = new Set([
  'accesstoken',
  'appaccesstoken',
  'appsecret',
  'authorization',
  'clientsecret',
  'code',
  'codeverifier',
  'cookie',
  'email',
  'encryptkey',
  'encryptkeys',
  'mobile',
  'password',
  'refreshtoken',
  'secret',
  'sessionkey',
  'setcookie',
  'state',
  'tenantaccesstoken',
  'ticket',
  'token',
  'verificationtoken',
]);

/** Deeper than anything worth logging, and the end of things that contain themselves. */
const deepest = 8;

/** The same facts without secrets. Errors stay as they are: they are described apart. */
export function withoutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if (depth === deepest) return '[too deep]';
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, content]) => [
      name,
      isSecret(name) ? '[redacted]' : withoutSecrets(content, depth + 1),
    ]),
  );
}

function isSecret(name: string): boolean {
  return secretNames.has(name.replace(/[-_]/g, '').toLowerCase());
}
