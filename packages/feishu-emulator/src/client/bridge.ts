import type { ConsentSheet } from './behaviour.ts';

/** Everything the client asks the platform on a page's behalf: `POST /_emulator/client/<name>`. */
export interface ClientCalls {
  /** `tt.requestAccess`. `agreed` is sent after the sheet; a gadget has no page URL. */
  'request-access': {
    ask: AppUser & { scopes: string[]; agreed: boolean; page_url?: string };
    reply: IssuedCode | { consent: ConsentSheet };
  };
  /** `tt.login`. */
  login: { ask: AppUser; reply: IssuedCode };
  /** `tt.requestAuthCode`. */
  'request-auth-code': { ask: AppUser & { page_url: string }; reply: IssuedCode };
  /** `h5sdk.config`. */
  config: {
    ask: AppUser & { url: string; timestamp: number; nonce: string; signature: string };
    reply: { session_key: string };
  };
  /** `tt.getUserInfo`. */
  'user-info': { ask: AppUser & { with_credentials: boolean }; reply: UserInfo };
}

export interface AppUser {
  app_id: string;
  /** The open id, for this app, of the user signed in to the client. */
  open_id: string;
}

export interface IssuedCode {
  code: string;
  expires_in: number;
}

/** getUserInfo: `rawData` is the JSON text that `signature` covers. */
export interface UserInfo {
  userInfo: Record<string, unknown>;
  rawData: string;
  signature?: string;
  encryptedData?: string;
  iv?: string;
}

/** The platform said no. `code` is its number, or 0 where it has none. */
export interface Refused {
  refused: { code: number; message: string; errno?: number };
}

export type CallName = keyof ClientCalls;
export type Ask<Name extends CallName> = ClientCalls[Name]['ask'];
export type Reply<Name extends CallName> = ClientCalls[Name]['reply'] | Refused;

/** How the client reaches the platform. */
export interface Bridge {
  call<Name extends CallName>(name: Name, ask: Ask<Name>): Promise<Reply<Name>>;
}
