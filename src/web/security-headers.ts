import type { Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import type { Config } from '../config/config.js';

const YEAR_SECONDS = 365 * 24 * 3600;

type Policy = Record<string, string[]>;

/** Pages are HTML, one stylesheet and an icon: nothing else may load, and nothing runs. */
const PAGE_POLICY: Policy = {
  'default-src': ["'none'"],
  'style-src': ["'self'"],
  'img-src': ["'self'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'none'"],
};

/**
 * A mail is somebody else's document. It is kept apart from our pages (an origin of its own, no script, no form, nothing
 * loaded), its own styles are its own affair, and a press on one of its links leads the whole window there.
 */
const MAIL_POLICY: Policy = {
  'default-src': ["'none'"],
  'style-src': ["'unsafe-inline'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'self'"],
  'base-uri': ["'none'"],
  sandbox: ['allow-top-navigation-by-user-activation'],
};

/**
 * The headers of every answer. Pages are kept nowhere unless a route says otherwise, since each may carry the reader's
 * name. The referrer stays within the service: `no-referrer` would also turn the Origin of our own forms into `null`
 * (Fetch, "append a request Origin header"), by which a browser without Fetch Metadata shows that a form is ours.
 */
export function securityHeaders(config: Config): RequestHandler[] {
  const https = config.publicUrl.startsWith('https:');
  return [
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: PAGE_POLICY },
      originAgentCluster: false,
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: https ? { maxAge: YEAR_SECONDS, includeSubDomains: false } : false,
      xFrameOptions: { action: 'deny' },
    }),
    keepNowhere,
  ];
}

/** For a page that asks the visitor's device for a passkey: our own scripts, which speak to nobody else. */
export function allowOwnScripts(response: Response): void {
  const own = { 'script-src': ["'self'"], 'connect-src': ["'self'"] };
  response.setHeader('content-security-policy', textOf({ ...PAGE_POLICY, ...own }));
}

/** For the one page that frames another of ours. */
export function allowOwnFrames(response: Response): void {
  response.setHeader('content-security-policy', textOf({ ...PAGE_POLICY, 'frame-src': ["'self'"] }));
}

/**
 * For a page whose form leads on to a hospital's sign-in. Browsers hold `form-action` against every redirect that a form
 * leads through, and a hospital passes people on among hosts of its own that nobody knows beforehand; so any server may
 * be the end of it, over https. What the form itself posts to is ours all the same, since templates escape every value.
 */
export function allowLeaving(response: Response): void {
  const local = ['http://localhost:*', 'http://127.0.0.1:*'];
  response.setHeader(
    'content-security-policy',
    textOf({ ...PAGE_POLICY, 'form-action': ["'self'", 'https:', ...local] }),
  );
}

/** For a mail's own HTML, in the frame of our page or in a window of its own. */
export function keepApart(response: Response): void {
  response.setHeader('content-security-policy', textOf(MAIL_POLICY));
  response.setHeader('x-frame-options', 'SAMEORIGIN');
  // Browsers refuse to show a sandboxed document that also asks for a window group of its own (HTML, navigation).
  response.removeHeader('cross-origin-opener-policy');
}

/** For a file that somebody added: saved and not shown, and without power wherever it is opened all the same. */
export function keepInert(response: Response): void {
  response.setHeader('content-security-policy', textOf({ 'default-src': ["'none'"], sandbox: [] }));
  response.setHeader('x-content-type-options', 'nosniff');
}

function keepNowhere(_request: Request, response: Response, next: () => void): void {
  response.setHeader('cache-control', 'no-store');
  next();
}

function textOf(policy: Policy): string {
  return Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources].join(' '))
    .join('; ');
}
