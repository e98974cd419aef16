import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Session } from 'electron';
import { confinedPath } from './confined-path.ts';

/** The scheme of the window's own page: a secure origin, which `file:` is not. */
export const PAGE_SCHEME = 'app';
export const PAGE_ORIGIN = `${PAGE_SCHEME}://classifold`;
export const PAGE_URL = `${PAGE_ORIGIN}/index.html`;

// Nothing is loaded from anywhere but here. The component library writes its colours into style elements.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' picture:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

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
      return new Response(await readFile(file), {
        headers: {
          'Content-Type': mediaType,
          'Content-Security-Policy': CONTENT_SECURITY_POLICY,
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
