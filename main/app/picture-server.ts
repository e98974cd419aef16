import { createHash } from 'node:crypto';
import { failsThroughContent, type Failure } from '../../shared/failure.ts';
import { bytesOfPath } from '../../shared/file-path.ts';
import { pictureFailureTexts } from '../../shared/texts/picture-failures.ts';
import type { PictureLocation } from '../core/host-answers.ts';
import type { RenderOutcome } from '../thumbnail/protocol.ts';
import type { ThumbnailCache } from '../thumbnail/thumbnail-cache.ts';
import type { Thumbnailer } from '../thumbnail/thumbnailer.ts';
import type { PictureWish } from './picture-url.ts';

export type ServedPicture =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly mediaType: string }
  /** Null: there is no such picture. */
  | { readonly ok: false; readonly failure: Failure | null };

/** Why a picture cannot be shown. `offline`: its root is not there at the moment. */
export type PictureProblem = Failure | { readonly kind: 'offline'; readonly detail: string };

export interface PictureServer {
  readonly serve: (wish: PictureWish) => Promise<ServedPicture>;
  /**
   * Why the last answer to this wish was none, as it looks now; null where it was one, or is forgotten. Nothing is read
   * for it.
   */
  readonly problemOf: (wish: PictureWish) => Promise<PictureProblem | null>;
}

export interface PictureServerParts {
  /** Null: the catalog has no such row. */
  readonly locate: (picture: number) => Promise<PictureLocation | null>;
  readonly thumbnailer: Pick<Thumbnailer, 'render'>;
  readonly cache: ThumbnailCache;
  /** A run is under way: its workers make thumbnails as well, of what they have decoded anyway. */
  readonly isRunning: () => boolean;
  /** A root may have gone offline, or come back. */
  readonly onDoubt: () => void;
}

/** More than a window shows at a time. */
const MOST_FAILURES = 1_000;

/** Answers wishes for pictures of the catalog: thumbnails from the cache where they are there. */
export function createPictureServer(parts: PictureServerParts): PictureServer {
  const { locate, thumbnailer, cache, isRunning, onDoubt } = parts;
  const failures = new Map<string, Failure>();
  /** What several places of the window wish for at the same time is made once. */
  const underWay = new Map<string, Promise<RenderOutcome>>();

  async function makeThumbnail(picture: number, location: PictureLocation, key: string): Promise<RenderOutcome> {
    const byRun: { made: RenderOutcome | null } = { made: null };
    const outcome = await thumbnailer.render(location.path, 'thumbnail', async () => {
      byRun.made = await madeByRun(picture);
      return byRun.made;
    });
    // It is kept already.
    if (outcome === byRun.made) return outcome;
    // By what was really read: the file may be another one since the catalog has seen it.
    if (outcome.ok) await cache.put(location.digest === null ? key : outcome.digest, outcome.bytes);
    return outcome;
  }

  async function madeByRun(picture: number): Promise<RenderOutcome | null> {
    if (!isRunning()) return null;
    const digest = (await locate(picture))?.digest ?? null;
    const bytes = digest === null ? null : await cache.get(digest);
    return digest === null || bytes === null ? null : { ok: true, bytes, mediaType: 'image/jpeg', digest };
  }

  async function thumbnail(location: PictureLocation, picture: number): Promise<ServedPicture> {
    const key = location.digest ?? keyOfUnread(picture, location);
    const cached = await cache.get(key);
    if (cached !== null) return { ok: true, bytes: cached, mediaType: 'image/jpeg' };
    if (location.state === 'vanished') return VANISHED;
    let making = underWay.get(key);
    if (making === undefined) {
      making = makeThumbnail(picture, location, key);
      underWay.set(key, making);
      void making.finally(() => underWay.delete(key));
    }
    return served(await making, location);
  }

  function served(outcome: RenderOutcome, { isOffline }: PictureLocation): ServedPicture {
    const isAsThought = outcome.ok ? !isOffline : isOffline || failsThroughContent(outcome.failure.kind);
    if (!isAsThought) onDoubt();
    return outcome;
  }

  async function find({ rendering, picture }: PictureWish): Promise<ServedPicture> {
    const location = await locate(picture);
    if (location === null) return { ok: false, failure: null };
    if (rendering === 'thumbnail') return thumbnail(location, picture);
    return location.state === 'vanished'
      ? VANISHED
      : served(await thumbnailer.render(location.path, rendering), location);
  }

  return {
    serve: async (wish) => {
      const answer = await find(wish);
      const key = keyOfWish(wish);
      failures.delete(key);
      if (!answer.ok && answer.failure !== null) failures.set(key, answer.failure);
      for (const oldest of failures.keys()) if (failures.size > MOST_FAILURES) failures.delete(oldest);
      return answer;
    },
    problemOf: async (wish) => {
      const failure = failures.get(keyOfWish(wish));
      if (failure === undefined) return null;
      const isOffline = !failsThroughContent(failure.kind) && (await locate(wish.picture))?.isOffline === true;
      return isOffline ? { kind: 'offline', detail: failure.detail } : failure;
    },
  };
}

const VANISHED: ServedPicture = {
  ok: false,
  failure: { kind: 'vanished', detail: pictureFailureTexts.notFound },
};

function keyOfWish({ rendering, picture }: PictureWish): string {
  return `${rendering} ${picture}`;
}

/**
 * A picture that no run has read yet has no digest; its row, place and time stand for it. The cache is of all catalogs, in
 * which rows have the same numbers, and cameras write two files in one moment.
 */
function keyOfUnread(picture: number, { path, mtimeNs }: PictureLocation): string {
  return createHash('sha256').update(`${picture} ${mtimeNs.toString()} `).update(bytesOfPath(path)).digest('hex');
}
