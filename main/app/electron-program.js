// Plain JavaScript for Node 20, as what it serves: `npm start` and `npm run package`.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ownNode, root } from '../cli/install.js';

const electronFolder = path.join(root, 'node_modules', 'electron');

/**
 * The binary of the Electron that package.json names. Its package does not carry it but downloads it once. Null where it
 * can be neither found nor downloaded; the download has said why on standard error.
 */
export function findElectron() {
  const folder = path.join(electronFolder, 'dist');
  const installed = electronIn(folder);
  if (installed !== null) return installed;
  console.error('Downloading Electron (once; about 120 MB) …');
  spawnSync(ownNode, [path.join(electronFolder, 'install.js')], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: ownNode.endsWith('.cmd'),
  });
  return electronIn(folder);
}

/** Electron's binary in a folder, or null. The package writes down what it is called once it is there. @param {string} folder */
export function electronIn(folder) {
  const note = path.join(electronFolder, 'path.txt');
  const name = existsSync(note)
    ? readFileSync(note, 'utf8')
    : process.platform === 'win32'
      ? 'electron.exe'
      : 'electron';
  const program = path.join(folder, name);
  return existsSync(program) ? program : null;
}
