import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import { feishuHosts } from '../intercept/feishu-hosts.ts';
import { certify, createAuthority } from './authority.ts';
import { keptAuthority } from './kept-authority.ts';

export interface HttpsOptions {
  /** 0, the default, takes any free one; 443 is where clients with built-in hosts knock. */
  port?: number;
  /** Keeps the authority there, as `ca.pem` and `ca-key.pem`, so that it need be trusted once only. */
  folder?: string;
}

/** A server that speaks for Feishu's and Lark's hosts, and for this machine, and the authority that vouches for it. */
export async function createHttpsServer(
  { folder }: HttpsOptions,
  limits: object,
  listener: RequestListener,
): Promise<{ server: Server; ca: string }> {
  const now = new Date();
  const domains = [...new Set(feishuHosts.map((host) => host.split('.').slice(-2).join('.')))];
  const authority = await (folder === undefined ? createAuthority(domains, now) : keptAuthority(folder, domains, now));
  const certified = await certify(authority, [...feishuHosts, 'localhost', '127.0.0.1', '::1'], now);
  return { server: createServer({ ...limits, ...certified }, listener), ca: authority.cert };
}
