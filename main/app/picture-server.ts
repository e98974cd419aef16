import { createHash } from 'node:crypto';
import type { PictureLocation } from '../core/host-answers.ts';
import type { RenderOutcome } from '../thumbnail/protocol.ts';
import type { ThumbnailCache } from '../thumbnail/thumbnail-cache.ts';
import type { Thumbnailer } from '../thumbnail/thumbnailer.ts';
import type { PictureWish } from './picture-url.ts';

export type ServedPicture =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly mediaType: string }
  /** `reason` for a log; null where there is no such picture. */
  | { readonly ok: false; readonly reason: string | null };

export interface PictureServerParts {
  /** Null: the catalog has no such row. */
  readonly locate: (picture: number) => Promise<PictureLocation | null>;
  readonly thumbnailer: Pick<Thumbnailer, 'render'>;
  readonly cache: ThumbnailCache;
}

/** Answers wishes for pictures of the catalog: thumbnails from the cache where they are there. */
export function createPictureServer(parts: PictureServerParts): (wish: PictureWish) => Promise<ServedPicture> {
  const { locate, thumbnailer, cache } = parts;
  /** What several places of the window wish for at the same time is made once. */
  const underWay = new Map<string, Promise<RenderOutcome>>();

  async function makeThumbnail(location: PictureLocation, key: string): Promise<RenderOutcome> {
    const outcome = await thumbnailer.render(location.path, 'thumbnail');
    // By what was really read: the file may be another one since the catalog has seen it.
    if (outcome.ok) await cache.put(location.digest === null ? key : outcome.digest, outcome.bytes);
    return outcome;
  }

  async function thumbnail(location: PictureLocation, picture: number): Promise<ServedPicture> {
    const key = location.digest ?? keyOfUnread(picture, location);
    const cached = await cache.get(key);
    if (cached !== null) return { ok: true, bytes: cached, mediaType: 'image/jpeg' };
    if (location.state === 'vanished') return { ok: false, reason: null };
    let making = underWay.get(key);
    if (making === undefined) {
      making = makeThumbnail(location, key);
      underWay.set(key, making);
      void making.finally(() => underWay.delete(key));
    }
    return served(await making);
  }

  return async ({ rendering, picture }) => {
    const location = await locate(picture);
    if (location === null) return { ok: false, reason: null };
    if (rendering === 'thumbnail') return thumbnail(location, picture);
    if (location.state === 'vanished') return { ok: false, reason: null };
    return served(await thumbnailer.render(location.path, rendering));
  };
}

function served(outcome: RenderOutcome): ServedPicture {
  return outcome.ok ? outcome : { ok: false, reason: outcome.failure.kind };
}

/** A picture that no run has read yet has no digest; its row and time stand for it. */
function keyOfUnread(picture: number, { mtimeNs }: PictureLocation): string {
  return createHash('sha256').update(`${picture} ${mtimeNs.toString()}`).digest('hex');
}
