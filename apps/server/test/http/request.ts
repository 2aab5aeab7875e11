import type { AuthErrorCode } from '@feishu-login/auth-types';
import type inject from 'light-my-request';

export interface Asked {
  readonly method?: NonNullable<inject.InjectOptions['method']>;
  readonly url: string;
  readonly headers?: Record<string, string | string[]>;
  /** An object is sent as JSON; text and bytes are sent as they are, without a type. */
  readonly body?: object | string | Buffer;
  readonly remoteAddress?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | undefined>;
  readonly setCookies: readonly string[];
  readonly text: string;
  /** The body as JSON; what it is supposed to be is up to the test. */
  json<T = unknown>(): T;
  /** The code of a refusal. */
  readonly code: AuthErrorCode | undefined;
}

export type Send = (asked: Asked) => Promise<Answer>;
