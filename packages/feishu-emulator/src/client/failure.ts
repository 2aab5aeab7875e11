import type {
  commonErrno,
  getUserInfoErrno,
  jsapiConfigErrno,
  loginErrno,
  requestAccessErrno,
  showModalErrno,
  storageErrno,
} from '@feishu-login/feishu-types';
import { isAtLeast } from './version.ts';

type Documented = typeof commonErrno &
  typeof loginErrno &
  typeof getUserInfoErrno &
  typeof requestAccessErrno &
  typeof storageErrno &
  typeof showModalErrno &
  Pick<typeof jsapiConfigErrno, 2601002>;

/** The numbers that the APIs played here answer with. A copy that the compiler compares: browsers load this file. */
export const errnos = {
  102: 'internal error',
  103: 'feature not support',
  104: 'invalid parameter',
  105: 'authentication fail',
  107: 'user permission denied',
  110: 'API call prohibited',
  111: 'Too many API calls',
  301: 'Network request cancelled',
  302: 'Connection timed out',
  303: 'No network connection',
  305: 'Network failure',
  1000001: 'server error',
  1001001: 'invalid session, please login',
  1001002: 'get user info failed',
  1100001: 'title and content are both empty',
  1801001: 'the value exceeds 1 MB',
  1801002: 'the storage exceeds 10 MB',
  1802001: 'key not found',
  2601002: 'Authentication failed. %s (error code: %s)',
  2700001: 'Unable to get session',
  2700002: 'Authorization terminated unexpectedly. Error code: xx; error message: xx',
} as const satisfies Partial<Documented>;

export type Errno = keyof typeof errnos;

/** What `fail` receives (标准对象). */
export interface FailResult {
  errMsg: string;
  /** From client 5.15. */
  errno?: number;
  errString?: string;
  /** Only older APIs. */
  errCode?: number;
}

interface Detail {
  /** Said after the documented text, or in its place where that text is only a pattern. */
  text?: string;
  /** The number of the older APIs, beside `errno`. */
  errCode?: number;
  /** Where a setting of the emulator decides the number. */
  errno?: number;
}

/** A refused or failed API call, before it takes the shape that the client's version gives it. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly errno: number;
  readonly errCode: number | undefined;

  constructor(errno: Errno, detail: Detail = {}) {
    super(detail.text ?? errnos[errno]);
    this.errno = detail.errno ?? errno;
    this.errCode = detail.errCode;
  }

  /** The object handed to `fail`. */
  toResult(api: string, version: string): FailResult {
    // 103 is said by the SDK on behalf of a client that is too old to know numbers.
    const numbered = this.errno === 103 || isAtLeast(version, '5.15.0');
    return {
      errMsg: `${api}:fail ${this.message}`,
      ...(numbered && { errno: this.errno, errString: this.message }),
      ...(this.errCode !== undefined && { errCode: this.errCode }),
    };
  }
}
