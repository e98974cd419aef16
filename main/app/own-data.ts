import { rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { StorageView } from '../../shared/contract/views.ts';
import {
  bytesOf,
  catalogBytes,
  downloadBytes,
  graphBytes,
  removeCatalog,
  removeDownloads,
  removeGraphs,
} from '../core/own-data.ts';
import type { ThumbnailCache } from '../thumbnail/thumbnail-cache.ts';
import { keptSampleBytes, removeKeptSamples, type SamplePlaces } from './sample-pictures.ts';
import type { StateFile } from './state-file.ts';

/** Everything that the application keeps on this machine, beside the models and engine packs that a person brought. */
export interface OwnData {
  /** The catalog that is open, absolute. */
  readonly catalog: string;
  /** The one in the person's data folder: it is the application's own, open or not. */
  readonly defaultCatalog: string;
  readonly cache: string;
  /** Folder of a person's own models, which stay: of what is in it, unfinished downloads alone count, and go. */
  readonly models: string;
  readonly samples: SamplePlaces;
  readonly thumbnails: ThumbnailCache;
  readonly stateFile: string;
  readonly state: StateFile;
}

/** What there is, and how large. */
export async function measureOwnData(data: OwnData): Promise<StorageView> {
  const catalogs = await Promise.all(
    catalogsOf(data).map(async (file) => ({ path: file, bytes: await catalogBytes(file) })),
  );
  const kept = data.state.current().recentCatalogs.filter((file) => !catalogsOf(data).includes(file));
  return {
    catalogs: catalogs.filter(({ path: file, bytes }) => bytes > 0 || file === data.catalog),
    thumbnails: { path: data.thumbnails.folder, bytes: await data.thumbnails.bytes() },
    graphs: { path: data.cache, bytes: await graphBytes(data.cache) },
    downloads: { path: data.models, bytes: await downloadBytes(data.models) },
    samples: { path: data.samples.kept, bytes: await keptSampleBytes(data.samples) },
    settings: { path: data.stateFile, bytes: await bytesOf([data.stateFile]) },
    kept,
  };
}

/**
 * Deletes the catalog that nobody has open. Before the one that is open is closed: where another program writes it,
 * nothing is deleted at all. False: one does.
 */
export async function removeClosedCatalogs(data: OwnData): Promise<boolean> {
  for (const file of catalogsOf(data)) {
    if (file !== data.catalog && (await removeCatalog(file)) === 'in-use') return false;
  }
  return true;
}

/** Deletes the rest, when the catalog is closed. Folders stay where they hold anything that is not ours. */
export async function removeOwnData(data: OwnData): Promise<void> {
  await removeCatalog(data.catalog);
  await data.thumbnails.clear();
  await removeGraphs(data.cache);
  await removeDownloads(data.models);
  await removeKeptSamples(data.samples);
  await data.state.forget();
  for (const folder of [data.cache, data.models, path.dirname(data.defaultCatalog)]) {
    await rmdir(folder).catch(() => undefined);
  }
}

function catalogsOf({ catalog, defaultCatalog }: OwnData): readonly string[] {
  return [...new Set([catalog, defaultCatalog])];
}
