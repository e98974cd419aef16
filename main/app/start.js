// `npm start`: opens the desktop application from a checkout. Plain JavaScript: it must run on the machine's own Node
// 20, install and build what is missing, and hand over to Electron.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { handOver } from '../cli/hand-over.js';
import { ensureBuilt, ensureInstalled, ownNode, root } from '../cli/install.js';

const electronFolder = path.join(root, 'node_modules', 'electron');

try {
  ensureInstalled();
  ensureBuilt();
  // `npm start` moves to the package's folder; the paths that a person wrote are meant from where they stand.
  handOver(electronProgram(), [root, ...process.argv.slice(2)], { cwd: process.env['INIT_CWD'] ?? process.cwd() });
} catch (error) {
  console.error(`classifold: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

/** Electron's binary, which its package does not carry but downloads once. */
function electronProgram() {
  const installed = installedElectron();
  if (installed !== null) return installed;
  console.error('Downloading Electron (once; about 120 MB) …');
  spawnSync(ownNode, [path.join(electronFolder, 'install.js')], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: ownNode.endsWith('.cmd'),
  });
  const downloaded = installedElectron();
  if (downloaded !== null) return downloaded;
  throw new Error(
    'Electron could not be downloaded: its releases are on GitHub, or where ELECTRON_MIRROR says.\n' +
      'Go online and run `npm start` again, or set ELECTRON_OVERRIDE_DIST_PATH to a folder with an Electron of your own.',
  );
}

/** The electron package writes down where its binary is once it is there; the variable is Electron's own. */
function installedElectron() {
  const note = path.join(electronFolder, 'path.txt');
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const name = existsSync(note)
    ? readFileSync(note, 'utf8')
    : process.platform === 'win32'
      ? 'electron.exe'
      : 'electron';
  const program = path.join(override ?? path.join(electronFolder, 'dist'), name);
  return existsSync(program) ? program : null;
}
