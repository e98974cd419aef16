import { formatBytes } from './quantities.ts';

/** What is said about the application's own data, and how it is deleted. */
export const dataTexts = {
  title: 'Delete all data',
  question: 'This is what Classifold itself keeps on this machine:',
  bytes: formatBytes,
  catalog: 'Library: what was seen, tags, reviews, settings',
  thumbnails: 'Thumbnails',
  graphs: 'Networks, made ready to run, and measured speeds',
  downloads: 'Unfinished downloads of models',
  samples: 'Copies of the sample pictures',
  settings: 'Settings of the window',
  pictures:
    'Pictures and their folders stay as they are, and so do models and engine packs that you added: their own screens remove those. Nothing else is deleted.',
  kept: (catalogs: readonly string[]) => `Other libraries stay too: ${catalogs.join(', ')}`,
  sure: 'Delete all of this. It cannot be taken back.',
  cancel: 'Cancel',
  confirm: 'Delete all data',
  chooseCatalog: 'Choose another catalog…',
  openDefault: 'Open the default catalog',
} as const;
