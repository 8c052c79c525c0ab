import type { RequestHandler, Response } from 'express';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzip, gzipSync } from 'node:zlib';

/** Below this it travels in one packet either way. */
const LEAST_CHARACTERS = 1000;
const SMALLEST = { level: 9 };

/** Sends a page gzipped to whoever takes that. Form tokens are masked anew on each page, so its length tells nothing of them. */
export function sendCompressed(response: Response, html: string): void {
  response.type('html').vary('Accept-Encoding');
  // What any cache may keep is the same for everybody: it carries no token, and who has it is told so.
  if (response.get('cache-control')?.startsWith('public')) response.set('etag', `W/"${fingerprint(html)}"`);
  // Whoever is refused while they still send may be cut off soon: that answer goes out at once.
  const isRefusal = response.statusCode >= 400;
  if (isRefusal || html.length < LEAST_CHARACTERS || !response.req.acceptsEncodings('gzip')) {
    response.send(html);
    return;
  }
  gzip(html, (error, bytes) => {
    if (error) response.send(html);
    else response.set('content-encoding', 'gzip').send(bytes);
  });
}

/** The files of a folder, gzipped once, with these headers, for whoever takes that; everybody and everything else is passed on. */
export function compressedFiles(folder: string, headers: Record<string, string>): RequestHandler {
  const files = new Map(
    readdirSync(folder).map((name) => {
      const bytes = gzipSync(readFileSync(join(folder, name)), SMALLEST);
      const etag = `"${fingerprint(bytes)}"`;
      return [`/${name}`, { bytes, etag }];
    }),
  );
  return (request, response, next) => {
    const file = files.get(request.path);
    const read = request.method === 'GET' || request.method === 'HEAD';
    response.vary('Accept-Encoding');
    if (file === undefined || !read || !request.acceptsEncodings('gzip')) return next();
    const ours = { ...headers, etag: file.etag, 'content-encoding': 'gzip' };
    response.type(extname(request.path)).set(ours).send(file.bytes);
  };
}

function fingerprint(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('base64url');
}
