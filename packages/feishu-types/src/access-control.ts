/** The tenant's access control, known from the official larksuite/cli (`internal/auth/transport.go`): any call may meet it. */
export const accessControlErrors = {
  21000: { http: 403, msg: 'access denied by access control policy, challenge required' },
  21001: { http: 403, msg: 'access denied by access control policy' },
} as const;

/** The person opens `challenge_url`, passes the challenge, and the call is made again. */
export interface AccessControlFailure {
  code: keyof typeof accessControlErrors;
  msg: string;
  data: { challenge_url: string; cli_hint?: string };
}
