import { existsSync } from 'node:fs';
import path from 'node:path';
import { createCore } from '../core.ts';
import type { EngineChoice } from '../../shared/engine.ts';
import type { RunLimits } from '../../shared/settings.ts';
import type { Core } from '../core/host-contract.ts';
import { cacheFolder, defaultCatalog, enginesFolder, modelsFolder } from '../core/platform-folders.ts';
import { nodeGet } from '../download/node-get.ts';
import { forkProgram } from './fork-program.ts';

/** A core over the catalog that a command names, or the person's own. */
export function openCore(catalog: string | undefined, limits: RunLimits, engine: EngineChoice): Core {
  const assets = assetsFolder();
  return createCore({
    catalogPath: catalogPath(catalog),
    ownModelsDir: modelsFolder,
    modelDirs: [path.join(assets, 'models'), modelsFolder],
    taxonomyDir: path.join(assets, 'taxonomy'),
    enginesDir: enginesFolder,
    cacheDir: cacheFolder,
    workerScript: path.join(import.meta.dirname, 'worker.cjs'),
    readerScript: path.join(import.meta.dirname, 'reader.cjs'),
    // A command has nothing else to do while it writes.
    writerScript: null,
    thumbnails: null,
    published: {
      list: path.join(assets, 'models', 'published-models.json'),
      licencesDir: path.join(assets, 'licences', 'weights'),
      get: nodeGet(process.env),
    },
    spawn: forkProgram,
    runLimits: () => limits,
    engineChoice: () => engine,
  });
}

/** The catalog that a command is about, for a person to see. */
export function catalogPath(catalog: string | undefined): string {
  return catalog === undefined ? defaultCatalog : path.resolve(catalog);
}

/** A picture that a model is tried on. */
export function testPicture(): string {
  return path.join(assetsFolder(), 'samples', 'koala.jpg');
}

/** `assets/` of the package: two folders above the bundle. */
function assetsFolder(): string {
  const assets = path.resolve(import.meta.dirname, '..', '..', 'assets');
  if (!existsSync(assets)) throw new Error(`${assets} is missing: install Classifold again.`);
  return assets;
}
