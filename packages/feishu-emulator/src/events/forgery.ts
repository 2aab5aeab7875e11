/** What can be wrong with a push, and how a receiver can tell. */
export const forgeries = {
  signature: 'The signature is made up.',
  plaintext: 'Plain text without a signature though the app has an Encrypt Key.',
  unsigned: 'Encrypted, without the signature headers.',
  token: 'The Verification Token inside is another one.',
  stale: 'Rightly signed, nine hours ago: the retries end after seven.',
  future: 'Rightly signed, an hour from now.',
  body: 'One space was added after signing.',
  boundary: 'A digit of the nonce was moved to the timestamp: the signature still fits.',
  siblings: 'Rightly signed, with a readable event beside `encrypt`.',
  app_id: 'Rightly signed, about another app.',
  tenant: 'Rightly signed, about another tenant.',
} as const;

export type Forgery = keyof typeof forgeries;

/** These can be told from a real push by the signature only, which an app without Encrypt Key does not get. */
export const needsEncryptKey: readonly Forgery[] = [
  'signature',
  'plaintext',
  'unsigned',
  'stale',
  'future',
  'body',
  'boundary',
  'siblings',
];
