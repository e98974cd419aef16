import path from 'node:path';
import type { PublishedPlaces } from '../../main/core/host-contract.ts';
import { projectRoot } from '../cli/classifold.ts';

/** What is published, for a core that has no network. */
export const publishedPlaces: PublishedPlaces = {
  list: path.join(projectRoot, 'assets', 'models', 'published-models.json'),
  licencesDir: path.join(projectRoot, 'assets', 'licences', 'weights'),
  get: () => Promise.reject(new Error('there is no network in this test')),
};
