import { EntitySchema } from 'typeorm';
import { instant, optional, text } from './columns.ts';

export interface SessionRow {
  id: string;
  user_id: string;
  app_id: string;
  open_id: string;
  kind: 'gadget' | 'h5' | 'browser';
  device: string | null;
  /** Of the cookie, or of the current access token. */
  token_hash: string;
  token_expires_at: number;
  refresh_hash: string | null;
  /** The mini program's session that opened this one, and whose end is its end. */
  opened_from: string | null;
  previous_refresh_hash: string | null;
  previous_valid_until: number | null;
  sealed_successor: string | null;
  created_at: number;
  /** When its person signed in, where that was not when it was opened: before, in the mini program, or once more since. */
  confirmed_at: number | null;
  last_seen_at: number;
  expires_at: number;
  absolute_expires_at: number;
  ended_at: number | null;
  end_reason: string | null;
}

export const sessions = new EntitySchema<SessionRow>({
  name: 'sessions',
  columns: {
    id: { ...text, primary: true },
    user_id: text,
    app_id: text,
    open_id: text,
    kind: text,
    device: { ...text, ...optional },
    token_hash: text,
    token_expires_at: instant,
    refresh_hash: { ...text, ...optional },
    opened_from: { ...text, ...optional },
    previous_refresh_hash: { ...text, ...optional },
    previous_valid_until: { ...instant, ...optional },
    sealed_successor: { ...text, ...optional },
    created_at: instant,
    confirmed_at: { ...instant, ...optional },
    last_seen_at: instant,
    expires_at: instant,
    absolute_expires_at: instant,
    ended_at: { ...instant, ...optional },
    end_reason: { ...text, ...optional },
  },
  foreignKeys: [
    {
      target: 'identities',
      columnNames: ['app_id', 'open_id'],
      referencedColumnNames: ['app_id', 'open_id'],
      onDelete: 'CASCADE',
    },
    { target: 'users', columnNames: ['user_id'], referencedColumnNames: ['id'], onDelete: 'CASCADE' },
  ],
  indices: [
    { name: 'sessions_token', columns: ['token_hash'], unique: true },
    { name: 'sessions_refresh', columns: ['refresh_hash'], unique: true },
    { name: 'sessions_previous_refresh', columns: ['previous_refresh_hash'] },
    { name: 'sessions_opened_from', columns: ['opened_from'], where: 'opened_from is not null' },
    { name: 'sessions_user', columns: ['user_id'] },
    { name: 'sessions_identity', columns: ['app_id', 'open_id'] },
    { name: 'sessions_expiry', columns: ['expires_at'] },
    { name: 'sessions_end', columns: ['ended_at'] },
    { name: 'sessions_successor', columns: ['previous_valid_until'], where: 'sealed_successor is not null' },
  ],
});

/** One for each session: the newest. */
export interface HandOffRow {
  session_id: string;
  code_hash: string;
  return_to: string;
  created_at: number;
  expires_at: number;
  taken_at: number | null;
}

export const handOffs = new EntitySchema<HandOffRow>({
  name: 'hand_offs',
  columns: {
    session_id: { ...text, primary: true },
    code_hash: text,
    return_to: text,
    created_at: instant,
    expires_at: instant,
    taken_at: { ...instant, ...optional },
  },
  foreignKeys: [
    { target: 'sessions', columnNames: ['session_id'], referencedColumnNames: ['id'], onDelete: 'CASCADE' },
  ],
  indices: [
    { name: 'hand_offs_code', columns: ['code_hash'], unique: true },
    { name: 'hand_offs_expiry', columns: ['expires_at'] },
  ],
});

export interface SpentRefreshTokenRow {
  refresh_hash: string;
  session_id: string;
  spent_at: number;
}

export const spentRefreshTokens = new EntitySchema<SpentRefreshTokenRow>({
  name: 'spent_refresh_tokens',
  columns: { refresh_hash: { ...text, primary: true }, session_id: text, spent_at: instant },
  foreignKeys: [
    { target: 'sessions', columnNames: ['session_id'], referencedColumnNames: ['id'], onDelete: 'CASCADE' },
  ],
  indices: [{ name: 'spent_refresh_tokens_session', columns: ['session_id'] }],
});
