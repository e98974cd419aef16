import { existsSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import path from 'node:path';

type Resolve = (request: string, ...rest: readonly unknown[]) => string;

const PREBUILT = path.join('better-sqlite3', 'prebuilds', 'linux-x64.node');

/**
 * Lets better-sqlite3 load the binding that was compiled for this runtime in place of the one in its package, which is
 * for a newer Node-API and crashes here. A test package has it beside the loader; otherwise it lies beside this Electron,
 * by better-sqlite3's version (`../place.ts`).
 */
export function useOwnSqliteBinding(): void {
  const node = Module as unknown as { _resolveFilename: Resolve };
  const resolve = node._resolveFilename;
  node._resolveFilename = (request, ...rest) =>
    request.endsWith(path.sep + PREBUILT) ? ownBinding(request) : resolve.call(Module, request, ...rest);
}

function ownBinding(prebuilt: string): string {
  const packaged = path.join(__dirname, 'better_sqlite3.node');
  if (existsSync(packaged)) return packaged;
  const { version } = JSON.parse(readFileSync(path.resolve(prebuilt, '../../package.json'), 'utf8')) as {
    readonly version: string;
  };
  // __dirname is <runtime folder>/electron-<version>/resources/app.
  const binding = path.resolve(__dirname, '../../..', `better-sqlite3-${version}`, 'better_sqlite3.node');
  if (!existsSync(binding)) throw new Error(`${binding} is not there: run \`npm run provision\``);
  return binding;
}
