import { mkdirSync, writeFileSync } from 'node:fs';
import { generateCatalog } from '../bench/generate-catalog.ts';
import type { Desk } from './desk.ts';

/** Lays down a generated library of so many pictures, which the application of a new desk opens as the one it had last; its path. */
export function putRecentLibrary(desk: Desk, pictures: number): string {
  const library = desk.path('large.sqlite');
  generateCatalog(library, pictures);
  mkdirSync(desk.path('application'));
  writeFileSync(desk.path('application', 'state.json'), JSON.stringify({ window: null, recentCatalogs: [library] }));
  return library;
}
