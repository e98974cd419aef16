import path from 'node:path';
import envPaths from 'env-paths';

// The same folders for the command line and the desktop application: one catalog for both.
const folders = envPaths('Classifold', { suffix: '' });

/** A person's own catalog, in the platform's data folder. */
export const defaultCatalog = path.join(folders.data, 'catalog.sqlite');

/** A person's own models: each a folder in it. */
export const modelsFolder = path.join(folders.data, 'models');

/** Engine packs that a person has added: each a folder in it. */
export const enginesFolder = path.join(folders.data, 'engines');

/** Graph files that can be made again. */
export const cacheFolder = folders.cache;
