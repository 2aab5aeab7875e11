import { EntitySchema } from 'typeorm';
import { instant, optional, text } from './columns.ts';

/** The platform's tokens for one person, sealed. */
export interface GrantRow {
  app_id: string;
  open_id: string;
  version: number;
  status: 'active' | 'reauth_required';
  access_sealed: string | null;
  access_expires_at: number;
  refresh_sealed: string | null;
  refresh_expires_at: number | null;
  /** Separated by spaces. */
  scopes: string;
  lease_owner: string | null;
  lease_until: number | null;
}

export const grants = new EntitySchema<GrantRow>({
  name: 'grants',
  columns: {
    app_id: { ...text, primary: true },
    open_id: { ...text, primary: true },
    version: { type: 'integer' },
    status: text,
    access_sealed: { ...text, ...optional },
    access_expires_at: instant,
    refresh_sealed: { ...text, ...optional },
    refresh_expires_at: { ...instant, ...optional },
    scopes: text,
    lease_owner: { ...text, ...optional },
    lease_until: { ...instant, ...optional },
  },
  foreignKeys: [
    {
      target: 'identities',
      columnNames: ['app_id', 'open_id'],
      referencedColumnNames: ['app_id', 'open_id'],
      onDelete: 'CASCADE',
    },
  ],
});
