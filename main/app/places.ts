import path from 'node:path';
import { app } from 'electron';
import { cacheFolder, defaultCatalog, enginesFolder, modelsFolder } from '../core/platform-folders.ts';
import { APPLICATION_ID } from './application-id.ts';
import type { ApplicationPlaces } from './library.ts';

export interface Places extends ApplicationPlaces {
  /** The catalog that is opened where no other was. */
  readonly catalog: string;
  /** What the application remembers. */
  readonly stateFile: string;
  /** Of the window, where the system does not take it from the program; PNG. */
  readonly icon: string;
  /** The window's page. */
  readonly page: string;
  readonly version: string;
}

const USER_DATA_SWITCH = 'user-data-dir';

/**
 * Where everything is. `--user-data-dir` keeps all that the application writes in that folder; without it catalog and
 * cache are where the command line has them: one catalog for both. Call it before anything else is asked of `app`.
 */
export function findPlaces(): Places {
  app.setName('Classifold');
  app.setAppUserModelId(APPLICATION_ID);
  const own = app.commandLine.getSwitchValue(USER_DATA_SWITCH);
  const userData = own === '' ? path.join(app.getPath('appData'), app.name) : path.resolve(own);
  app.setPath('userData', userData);
  // Models and samples cannot be read inside an archive: a packaged application has them beside it.
  const assets = path.join(app.isPackaged ? process.resourcesPath : app.getAppPath(), 'assets');
  const cache = own === '' ? cacheFolder : path.join(userData, 'made-again');
  const samples = path.join(assets, 'samples');
  return {
    assets,
    samples: { bundled: samples, kept: app.isPackaged ? path.join(cache, 'samples') : samples },
    icon: path.join(assets, 'icon', 'png', '512x512.png'),
    programs: path.join(app.getAppPath(), 'out', 'program'),
    page: path.join(import.meta.dirname, 'renderer'),
    cache,
    models: own === '' ? modelsFolder : path.join(userData, 'models'),
    engines: own === '' ? enginesFolder : path.join(userData, 'engines'),
    catalog: own === '' ? defaultCatalog : path.join(userData, 'catalog.sqlite'),
    stateFile: path.join(userData, 'state.json'),
    version: app.getVersion(),
  };
}
