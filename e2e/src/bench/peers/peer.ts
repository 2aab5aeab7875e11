import type { RequestListener } from 'node:http';

/** What a peer is told when it starts. */
export interface PeerOptions {
  /** Known before it listens, as its guard of host names needs it. */
  readonly port: number;
  /** The bytes of an answer, for peers that look nothing up. */
  readonly body?: string;
  /** `sqlite:` and a file, or `postgres://…` */
  readonly database?: string;
  /** Where the stand-in for Feishu listens. */
  readonly platform?: number;
}

export interface Peer {
  readonly listener: RequestListener;
  /** Signs somebody in, once it listens. @returns the `Cookie` header of who is signed in */
  signIn?(): Promise<string>;
}

/** A peer is made in a process of its own. */
export type CreatePeer = (options: PeerOptions) => Peer | Promise<Peer>;

/** The cookies that an answer sets, as a browser would send them back. */
export function cookiesOf(answer: Response): string {
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]);
  if (!answer.ok || cookies.length === 0) throw new Error(`Nobody was signed in: ${answer.status}.`);
  return cookies.join('; ');
}
