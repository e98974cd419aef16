import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

// Where the Electron runtime of the end-to-end tests lies: outside the checkout, so that every checkout has it.

/** The Electron that was really run; package.json names the one that users get. */
export const ELECTRON_VERSION = '22.3.25';

const packageFile = path.resolve(import.meta.dirname, '../../../node_modules/better-sqlite3/package.json');

/** `CLASSIFOLD_TEST_RUNTIME`, else a folder of its own in the user's cache folder. It need not exist yet. */
export function runtimeFolder(): string {
  const chosen = process.env['CLASSIFOLD_TEST_RUNTIME'];
  if (chosen !== undefined && chosen !== '') return path.resolve(chosen);
  const cacheHome = process.env['XDG_CACHE_HOME'];
  const caches = cacheHome !== undefined && cacheHome !== '' ? cacheHome : path.join(os.homedir(), '.cache');
  return path.join(caches, 'classifold-test-runtime');
}

/** The unpacked Electron; `resources/app` in it is the loader. */
export function electronFolder(): string {
  return path.join(runtimeFolder(), `electron-${ELECTRON_VERSION}`);
}

/** Named `electron`, so that `app.isPackaged` is false, as it is for a developer. */
export function electronProgram(): string {
  return path.join(electronFolder(), 'electron');
}

/** The SQLite binding that loads in this Electron. The loader finds it by the same rule (`loader/sqlite-binding.ts`). */
export function sqliteBinding(): string {
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { readonly version: string };
  return path.join(runtimeFolder(), `better-sqlite3-${version}`, 'better_sqlite3.node');
}

/** There while everything that the end-to-end tests need is. */
export function readyStamp(): string {
  return path.join(runtimeFolder(), 'ready');
}

/** Whether `npm run provision` has succeeded here. */
export function isProvisioned(): boolean {
  return existsSync(readyStamp()) && existsSync(electronProgram()) && existsSync(sqliteBinding());
}
