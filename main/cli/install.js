// Plain JavaScript for Node 20: brings a fresh checkout to the point where the program's own Node 24 can run it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..', '..');

/** The Node that the package brings (devDependency `node`), by its path: what the shell calls `node` may be older. */
export const ownNode = path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

const lockFile = path.join(root, 'package-lock.json');
const stampFile = path.join(root, 'node_modules', '.installed-for');

/** Whether this is a checkout (sources, lock file), not a package that npm installed into somebody's node_modules. */
export function isCheckout() {
  return existsSync(lockFile) && existsSync(path.join(root, 'esbuild.config.js'));
}

/**
 * Installs what package-lock.json names, unless that very lock file was installed already. Speaks on standard error
 * only. Throws an Error that says what to do where npm fails.
 */
export function ensureInstalled() {
  const lock = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lock && existsSync(ownNode)) return;
  console.error('Installing what Classifold needs (once; about 400 MB) …');
  npm(['ci', '--loglevel=error', '--no-audit', '--no-fund']);
  // .npmrc switches install scripts off, since several packages' scripts download from elsewhere; this one must run:
  // it puts Node 24 into node_modules/.bin.
  npm(['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error']);
  writeFileSync(stampFile, lock);
}

/** Bundles the programs into out/program where a source is newer than they are. */
export function ensureBuilt() {
  const built = path.join(root, 'out', 'program', 'built');
  const builtAt = existsSync(built) ? statSync(built).mtimeMs : 0;
  const sources = ['main', 'renderer', 'shared'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true }).map((name) => path.join(root, folder, String(name))),
  );
  const newest = Math.max(
    ...[...sources, lockFile, path.join(root, 'esbuild.config.js')].map((file) => statSync(file).mtimeMs),
  );
  if (newest <= builtAt) return;
  const done = spawnSync(ownNode, [path.join(root, 'esbuild.config.js')], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: ownNode.endsWith('.cmd'),
  });
  if (done.status !== 0) throw new Error('Classifold could not be built from its sources; the lines above say where.');
}

/** @param {string[]} args */
function npm(args) {
  // Under `npm run` this very npm is used again; otherwise the one on the PATH (a .cmd on Windows, so by the shell).
  const cli = process.env['npm_execpath'];
  const options = { cwd: root, stdio: /** @type {['ignore', 2, 2]} */ (['ignore', 2, 2]) };
  const done =
    cli !== undefined && cli.endsWith('.js')
      ? spawnSync(process.execPath, [cli, ...args], options)
      : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (done.status === 0) return;
  const reason = done.error === undefined ? `exit status ${done.status ?? done.signal}` : done.error.message;
  throw new Error(
    `npm ${args[0] ?? ''} failed (${reason}). Classifold needs npm 10 or newer, the npm registry and about 1 GB of disk; ` +
      'then run the same command again.',
  );
}
