import { z } from 'zod';
import { type ListRead, readJsonList } from './json-list.ts';

const text = z.string('must be a text').max(2_000, 'is too long');
const texts = z.array(text, 'must be a list of texts').default([]);

const clients = z
  .array(
    z.strictObject({
      client_id: z
        .string('must be a text')
        .regex(/^[\w.-]{1,100}$/, 'must be 1 to 100 letters, digits, dots, dashes or _'),
      name: text,
      client_secret_sha256: z
        .string('must be a text')
        .regex(/^[0-9a-f]{64}$/, 'must be what `printf %s "$SECRET" | sha256sum` prints: 64 hexadecimal digits')
        .optional(),
      redirect_uris: texts,
      post_logout_redirect_uris: texts,
      backchannel_logout_uri: text.optional(),
      first_party: z.boolean('must be true or false').default(false),
      scopes: z.array(text, 'must be a list of texts').optional(),
      resources: texts,
      jwt_access_tokens: z.boolean('must be true or false').default(false),
      without_pkce: z.boolean('must be true or false').default(false),
    }),
    'must be a list: [{"client_id": "…", "name": "…", "client_secret_sha256": "…", "redirect_uris": ["https://…"]}]',
  )
  .refine((all) => new Set(all.map((one) => one.client_id)).size === all.length, 'names one client_id twice');

/** A client as the file has it: its secret by the SHA-256 alone, or none. */
export type OidcClientSettings = z.infer<typeof clients>[number];

/** Reads the file that OIDC_CLIENTS names. */
export function readOidcClients(file: string): ListRead<OidcClientSettings> {
  return readJsonList({ variable: 'OIDC_CLIENTS', noun: 'client', file }, clients);
}
