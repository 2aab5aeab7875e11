import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet, { type HelmetOptions } from 'helmet';
import type Koa from 'koa';
import { answersPrograms } from './audience.ts';
import type { WebPage } from './page.ts';

export interface SecurityHeaderOptions {
  readonly secure: boolean;
  readonly page: Pick<WebPage, 'h5SdkUrl' | 'qrSdkUrl' | 'qrOrigin'>;
  /** Who may show our pages in a frame, besides nobody. */
  readonly frameAncestors: readonly string[];
}

export type Header = readonly [name: string, value: string];

export interface SecurityHeaders {
  /** Sets those of every answer, refusals and redirects included. */
  readonly set: Koa.Middleware;
  /** Of what is answered to programs. */
  readonly ofPrograms: readonly Header[];
}

export function securityHeaders({ secure, page, frameAncestors }: SecurityHeaderOptions): SecurityHeaders {
  const framedBy = frameAncestors.length === 0 ? ["'none'"] : [...frameAncestors];
  const ofAll = {
    // Older browsers know only this one, and it cannot name a host.
    xFrameOptions: frameAncestors.length === 0 ? { action: 'deny' } : false,
    strictTransportSecurity: secure ? { maxAge: 365 * 24 * 3600, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
  } satisfies HelmetOptions;
  const ofPages = written({
    ...ofAll,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", page.h5SdkUrl.origin, page.qrSdkUrl.origin],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'https:', 'data:', ...plainOrigin(page.h5SdkUrl)],
        connectSrc: ["'self'"],
        frameSrc: [page.qrOrigin ?? "'none'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: framedBy,
      },
    },
  });
  const ofPrograms = written({
    ...ofAll,
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: framedBy } },
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  const set: Koa.Middleware = (ctx, next) => {
    for (const [name, value] of answersPrograms(ctx.path) ? ofPrograms : ofPages) ctx.res.setHeader(name, value);
    return next();
  };
  return { set, ofPrograms };
}

/** What the library sets on every answer, asked once. */
function written(options: HelmetOptions): readonly Header[] {
  const answer = new ServerResponse(new IncomingMessage(new Socket()));
  helmet(options)(answer.req, answer, () => undefined);
  return answer.getHeaderNames().map((name) => [name, String(answer.getHeader(name))]);
}

/** Pictures of a platform that is played on this machine come without TLS; production refuses such a platform. */
function plainOrigin({ protocol, origin }: URL): string[] {
  return protocol === 'http:' ? [origin] : [];
}
