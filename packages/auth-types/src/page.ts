import type { Organisation, Session, User } from './api.ts';
import type { AuthErrorCode } from './errors.ts';

/**
 * What the server writes into the page it serves (`<script id="boot" type="application/json">`), so that the first
 * paint already shows the right state and the page asks for nothing it could have been told.
 */
export interface PageBoot {
  app_id: string;
  /** Script that provides `h5sdk` and `tt` inside the Feishu client. Loaded only where the client may be. */
  h5_sdk_url: string;
  /** Script that provides `QRLogin`, and the origin its messages come from; `null` where there is no QR code. */
  qr_sdk_url: string;
  qr_origin: string | null;
  /** `null` when nobody is signed in. */
  session: { user: User; session: Session; organisation?: Organisation | null } | null;
  /** True after a sign-out in this browser: sign-in then waits for a tap. */
  signed_out: boolean;
  /** Where to go after signing in; already checked by the server, always an absolute URL. */
  return_to: string;
  /** Set on the answer to a failed browser sign-in. */
  failure: PageFailure | null;
}

export interface PageFailure {
  code: AuthErrorCode | 'access_denied';
  /** The platform's number, which tells who can fix it: the user, the developer or the administrator. */
  platform_code: number | null;
  request_id: string;
  /** With `user_not_allowed`: whom to ask, in the operator's words. */
  contact?: string;
}
