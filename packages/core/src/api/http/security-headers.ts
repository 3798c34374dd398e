import type { Middleware } from 'koa';
import helmet from 'koa-helmet';

/**
 * A page of this host loads what this host serves and nothing else; pictures come from Discord's CDN too.
 * No `unsafe-*`.
 */
export function securityHeaders(options: {
  https: boolean;
  imageOrigins: () => readonly string[];
}): Middleware {
  const self = "'self'";
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: [self],
        styleSrc: [self],
        imgSrc: [self, 'data:', () => options.imageOrigins().join(' ')],
        fontSrc: [self],
        connectSrc: [self],
        manifestSrc: [self],
        workerSrc: [self],
        formAction: [self],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: options.https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
}
