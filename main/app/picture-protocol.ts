import type { Session } from 'electron';
import { isTestPictureUrl, readPictureUrl, PICTURE_SCHEME, type PictureWish } from './picture-url.ts';
import type { ServedPicture } from './picture-server.ts';

// A row's content never changes: a file with new content gets another row.
const KEPT_FOR_S = 3600;

/** Serves pictures of the catalog to one session, and the one that a model is tried on. */
export function servePictures(
  session: Session,
  serve: (wish: PictureWish) => Promise<ServedPicture>,
  serveTest: () => Promise<ServedPicture>,
): void {
  session.protocol.handle(PICTURE_SCHEME, async ({ url }) => {
    if (isTestPictureUrl(url)) return respond(await serveTest(), 'no-store');
    const wish = readPictureUrl(url);
    if (wish === null) return new Response(null, { status: 404 });
    return respond(await serve(wish), `private, max-age=${KEPT_FOR_S}`);
  });
}

function respond(served: ServedPicture, cacheControl: string): Response {
  if (!served.ok) return new Response(null, { status: served.failure === null ? 404 : 422 });
  return new Response(Buffer.from(served.bytes), {
    headers: {
      'Content-Type': served.mediaType,
      'Cache-Control': cacheControl,
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
