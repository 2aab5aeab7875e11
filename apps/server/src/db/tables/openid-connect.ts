import { EntitySchema } from 'typeorm';
import { instant, optional, text } from './columns.ts';

export interface OidcRecordRow {
  kind: string;
  id_hash: string;
  payload: string;
  client_id: string | null;
  grant_hash: string | null;
  uid_hash: string | null;
  user_code_hash: string | null;
  session_id: string | null;
  expires_at: number | null;
  consumed_at: number | null;
}

export const oidcRecords = new EntitySchema<OidcRecordRow>({
  name: 'oidc_records',
  columns: {
    kind: { ...text, primary: true },
    id_hash: { ...text, primary: true },
    payload: text,
    client_id: { ...text, ...optional },
    grant_hash: { ...text, ...optional },
    uid_hash: { ...text, ...optional },
    user_code_hash: { ...text, ...optional },
    session_id: { ...text, ...optional },
    expires_at: { ...instant, ...optional },
    consumed_at: { ...instant, ...optional },
  },
  indices: [
    { name: 'oidc_records_client', columns: ['client_id'] },
    { name: 'oidc_records_grant', columns: ['grant_hash'] },
    { name: 'oidc_records_uid', columns: ['uid_hash'] },
    { name: 'oidc_records_user_code', columns: ['user_code_hash'] },
    { name: 'oidc_records_session', columns: ['session_id'] },
    { name: 'oidc_records_expiry', columns: ['expires_at'] },
  ],
});

export interface OidcClientRow {
  client_id: string;
  secret_hash: string | null;
  /** JSON: what else is known of the client. */
  metadata: string;
  source: 'operator' | 'file';
  created_at: number;
}

export const oidcClients = new EntitySchema<OidcClientRow>({
  name: 'oidc_clients',
  columns: {
    client_id: { ...text, primary: true },
    secret_hash: { ...text, ...optional },
    metadata: text,
    source: text,
    created_at: instant,
  },
});

/** One yes, to one scope. */
export interface OidcConsentRow {
  user_id: string;
  client_id: string;
  scope: string;
  given_at: number;
}

export const oidcConsents = new EntitySchema<OidcConsentRow>({
  name: 'oidc_consents',
  columns: {
    user_id: { ...text, primary: true },
    client_id: { ...text, primary: true },
    scope: { ...text, primary: true },
    given_at: instant,
  },
  foreignKeys: [{ target: 'users', columnNames: ['user_id'], referencedColumnNames: ['id'], onDelete: 'CASCADE' }],
  indices: [{ name: 'oidc_consents_client', columns: ['client_id'] }],
});

export interface OidcKeyRow {
  id: string;
  purpose: 'token' | 'cookie';
  sealed: string;
  created_at: number;
}

export const oidcKeys = new EntitySchema<OidcKeyRow>({
  name: 'oidc_keys',
  columns: { id: { ...text, primary: true }, purpose: text, sealed: text, created_at: instant },
});
