import { callJson } from './http.ts';

/** The control API's answers, as far as the pages look at them. */
export interface PanelUser {
  open_id: string;
  name: string;
  en_name: string;
  email: string | null;
  tenant_key: string;
  status: 'active' | 'frozen' | 'resigned' | 'unregistered';
  available: boolean;
}

export interface PanelApp {
  app_id: string;
  name: string;
  type: 'self_built' | 'store';
  tenant_key: string | null;
  redirect_urls: string[];
  h5_domains: string[];
  scopes: string[];
  event_url: string | null;
  enabled: boolean;
}

export interface PanelFault {
  id: string;
  fault: string;
  when: 'before' | 'after';
  match: { path?: string };
  times: number | null;
  probability: number;
  struck: number;
}

export interface PanelState {
  apps: PanelApp[];
  users: PanelUser[];
  counts: Record<string, number>;
  faults: PanelFault[];
  clock: { now: string };
  calls: Record<string, number>;
}

export interface FaultKind {
  fault: string;
  about: string;
  params: Record<string, string>;
  when: 'before' | 'after';
  paths: string[] | null;
}

export interface PanelCode {
  code: string;
  via: string;
  app_id: string;
  name: string | null;
  scopes: string[];
  expires_at: string;
  state: 'live' | 'used' | 'expired';
}

export interface JournalLine {
  seq: number;
  at: string;
  method: string;
  path: string;
  app_id: string | null;
  open_id: string | null;
  status: number | null;
  code: number | string | null;
  fault: string | null;
  committed: boolean;
  why: string | null;
  why_zh: string | null;
  page: string | null;
  parameters: string[];
  credentials: Record<string, string>;
  log_id: string;
}

export const api = {
  state: () => callJson<PanelState>('GET', '/_emulator/state'),
  journal: (since: number) =>
    callJson<{ entries: JournalLine[]; last: number }>('GET', `/_emulator/journal?since=${since}`),
  clearJournal: () => callJson('DELETE', '/_emulator/journal'),
  setUser: (open_id: string, change: Partial<PanelUser>) =>
    callJson<PanelUser>('PATCH', `/_emulator/users/${encodeURIComponent(open_id)}`, change),
  addUser: (user: Partial<PanelUser> & { open_id: string }) => callJson<PanelUser>('POST', '/_emulator/users', user),
  setApp: (app_id: string, change: Partial<PanelApp> & { app_secret?: string }) =>
    callJson<PanelApp>('PUT', `/_emulator/apps/${encodeURIComponent(app_id)}`, change),
  mint: (code: { app_id?: string; open_id: string; via: string; scopes?: string[]; redirect_uri?: string }) =>
    callJson<{ code: string; expires_in: number }>('POST', '/_emulator/codes', code),
  codes: () => callJson<{ codes: PanelCode[] }>('GET', '/_emulator/codes'),
  faults: () => callJson<{ faults: PanelFault[]; catalogue: FaultKind[] }>('GET', '/_emulator/faults'),
  addFault: (plan: object) => callJson<PanelFault>('POST', '/_emulator/faults', plan),
  removeFault: (id?: string) => callJson('DELETE', `/_emulator/faults${id ? `/${encodeURIComponent(id)}` : ''}`),
  settings: () =>
    callJson<Record<string, unknown> & { defaults: Record<string, unknown>; about: Record<string, string> }>(
      'GET',
      '/_emulator/settings',
    ),
  set: (name: string, value: unknown) => callJson('PATCH', '/_emulator/settings', { [name]: value }),
  clock: (change: { advance_seconds: number } | { set: number }) =>
    callJson<{ now: string }>('POST', '/_emulator/clock', change),
  reset: () => callJson('POST', '/_emulator/reset', {}),
};
