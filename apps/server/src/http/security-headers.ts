import helmet from 'koa-helmet';
import type { WebPage } from './page.ts';

export interface SecurityHeaderOptions {
  readonly secure: boolean;
  readonly page: Pick<WebPage, 'h5SdkUrl' | 'qrSdkUrl' | 'qrOrigin'>;
  /** Who may show our pages in a frame, besides nobody. */
  readonly frameAncestors: readonly string[];
}

/** The headers of every answer, refusals and redirects included. */
export function securityHeaders({ secure, page, frameAncestors }: SecurityHeaderOptions) {
  return helmet({
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
        frameAncestors: frameAncestors.length === 0 ? ["'none'"] : [...frameAncestors],
      },
    },
    // Older browsers know only this one, and it cannot name a host.
    xFrameOptions: frameAncestors.length === 0 ? { action: 'deny' } : false,
    strictTransportSecurity: secure ? { maxAge: 365 * 24 * 3600, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
  });
}

/** Pictures of a platform that is played on this machine come without TLS; production refuses such a platform. */
function plainOrigin({ protocol, origin }: URL): string[] {
  return protocol === 'http:' ? [origin] : [];
}
