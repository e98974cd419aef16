import path from 'node:path';
import { createCore } from '../core.ts';
import type { PoolSettings } from '../core/run-pool.ts';
import type { Core } from '../core/host-contract.ts';
import { createThumbnailer } from '../thumbnail/thumbnailer.ts';
import { openThumbnailCache, type ThumbnailCache } from '../thumbnail/thumbnail-cache.ts';
import { RENDERED_AT_ONCE, type RenderOutcome } from '../thumbnail/protocol.ts';
import { electronGet } from './electron-get.ts';
import { createPictureServer, type PictureServer } from './picture-server.ts';
import { createRunQueue, type RunListener, type RunQueue } from './run-queue.ts';
import type { SamplePlaces } from './sample-pictures.ts';
import { spawnUtility } from './spawn-utility.ts';
import { createUnlocking, type Unlocking } from './unlocking.ts';

/** Where things are on this machine. Absolute. */
export interface ApplicationPlaces {
  readonly assets: string;
  /** The programs that run as processes of their own. */
  readonly programs: string;
  /** What can be made again. */
  readonly cache: string;
  readonly samples: SamplePlaces;
  /** A person's own models: each a folder in it. */
  readonly models: string;
  /** Engine packs that a person has added: each a folder in it. */
  readonly engines: string;
}

/** One catalog with everything that works on it. Whoever opens it closes it. */
export interface Library {
  /** Absolute. */
  readonly catalog: string;
  readonly core: Core;
  readonly runs: RunQueue;
  readonly pictures: PictureServer;
  /** For a catalog that another program writes. */
  readonly unlocking: Pick<Unlocking, 'begin'>;
  /** A file of the person's, or a sample, as a small picture: of no catalog. */
  thumbnail(file: string): Promise<RenderOutcome>;
  /** Pictures will soon be shown: what makes them gets ready. */
  expectPictures(): void;
  /** Finishes and saves what is in flight, then closes the catalog. */
  close(): Promise<void>;
}

/** The disk cache of thumbnails: one for all catalogs, since it is kept by content. */
export function openThumbnails({ cache }: ApplicationPlaces, mostBytes: number): ThumbnailCache {
  return openThumbnailCache(path.join(cache, 'thumbnails'), mostBytes);
}

/** @param onDoubt reading a picture went otherwise than the state of its root says */
export function openLibrary(
  catalog: string,
  places: ApplicationPlaces,
  cache: ThumbnailCache,
  use: Pick<PoolSettings, 'runLimits' | 'engineChoice'>,
  listener: RunListener,
  onDoubt: () => void,
): Library {
  const program = (name: string): string => path.join(places.programs, `${name}.cjs`);
  const core = createCore({
    catalogPath: catalog,
    ownModelsDir: places.models,
    modelDirs: [path.join(places.assets, 'models'), places.models],
    taxonomyDir: path.join(places.assets, 'taxonomy'),
    enginesDir: places.engines,
    cacheDir: places.cache,
    workerScript: program('worker'),
    readerScript: program('reader'),
    writerScript: program('writer'),
    thumbnails: {
      fileFor: (digest) => (cache.has(digest) ? null : cache.fileOf(digest)),
      kept: (digest, bytes) => void cache.note(digest, bytes),
    },
    published: {
      list: path.join(places.assets, 'models', 'published-models.json'),
      licencesDir: path.join(places.assets, 'licences', 'weights'),
      get: electronGet(),
    },
    spawn: spawnUtility,
    ...use,
  });
  const runs = createRunQueue(listener);
  const unlocking = createUnlocking(() => core.open());
  const thumbnailer = createThumbnailer({
    spawn: spawnUtility,
    script: program('thumbnailer'),
    atOnce: RENDERED_AT_ONCE,
  });
  const locate = async (picture: number) => {
    const located = await core.pictureFile(picture);
    return located.ok ? located.value : null;
  };
  return {
    catalog,
    core,
    runs,
    unlocking,
    pictures: createPictureServer({ locate, thumbnailer, cache, isRunning: () => runs.view() !== null, onDoubt }),
    thumbnail: (file) => thumbnailer.render(file, 'thumbnail'),
    expectPictures: () => {
      thumbnailer.expectWishes();
    },
    close: async () => {
      await Promise.all([runs.stopAll(), unlocking.stop()]);
      thumbnailer.close();
      await core.close();
    },
  };
}
