import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Session } from 'electron';
import { confinedPath } from './confined-path.ts';

/** The scheme of the window's own page: a secure origin, which `file:` is not. */
export const PAGE_SCHEME = 'app';
export const PAGE_ORIGIN = `${PAGE_SCHEME}://classifold`;
export const PAGE_URL = `${PAGE_ORIGIN}/index.html`;

/** Where `index.html` has the nonce of its load. */
const NONCE_PLACE = 'NONCE-OF-THIS-LOAD';
const NONCE_BYTES = 16;

/**
 * Nothing is loaded from anywhere but here. The component library writes its colours into style elements: they are known
 * by the nonce of this load, which markup that somebody else put into the page does not have.
 */
function contentSecurityPolicy(styleNonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'nonce-${styleNonce}'`,
    "img-src 'self' picture:",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Serves the page's files from `folder` to one session, and nothing beside them. */
export function servePage(session: Session, folder: string): void {
  session.protocol.handle(PAGE_SCHEME, async ({ url }) => {
    const file = url.startsWith(`${PAGE_ORIGIN}/`) ? confinedPath(folder, url) : null;
    const mediaType = file === null ? undefined : MEDIA_TYPES[path.extname(file)];
    if (file === null || mediaType === undefined) return notFound();
    try {
      const bytes = await readFile(file);
      const nonce = randomBytes(NONCE_BYTES).toString('base64');
      const body = file.endsWith('.html') ? bytes.toString('utf8').replaceAll(NONCE_PLACE, nonce) : bytes;
      return new Response(body, {
        headers: {
          'Content-Type': mediaType,
          'Content-Security-Policy': contentSecurityPolicy(nonce),
          'X-Content-Type-Options': 'nosniff',
        },
      });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return notFound();
      throw error;
    }
  });
}

function notFound(): Response {
  return new Response(null, { status: 404 });
}
