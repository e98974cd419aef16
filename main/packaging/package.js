// `npm run package -- --linux dir`: bundles the application and packages it into dist/ by electron-builder, whose
// arguments follow. Plain JavaScript for Node 20, since a fresh checkout starts here too.
//
// `--electron own` takes the Electron that package.json names and nothing else, `--electron test` that of the end-to-end
// tests. Without either, the test's where Electron's own cannot be had: never for a release, and the last line says so.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findElectron } from '../app/electron-program.js';
import { ensureBuilt, ensureInstalled, ownNode, root } from '../cli/install.js';

/** A fuse that the Electron of the tests does not have yet: pages by `file:` have no rights beyond a web page's. */
const FUSES_OF_OWN_ELECTRON = ['-c.electronFuses.grantFileProtocolExtraPrivileges=false'];

/** @typedef {{ readonly args: readonly string[], readonly told: string }} ElectronChoice */

try {
  const [wanted, args] = takeElectron(process.argv.slice(2));
  ensureInstalled();
  ensureBuilt();
  const electron = chooseElectron(wanted);
  const builder = fileURLToPath(import.meta.resolve('electron-builder/cli.js'));
  const built = runNode(builder, [...electron.args, '--publish', 'never', ...args]);
  if (built.status !== 0) throw new Error('electron-builder could not make the package; the lines above say why.');
  console.log(electron.told);
} catch (error) {
  console.error(`classifold: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

/** @param {string[]} args @returns {[string | null, readonly string[]]} which Electron is wanted, and what is electron-builder's */
function takeElectron(args) {
  const at = args.indexOf('--electron');
  if (at === -1) return [null, args];
  const [, wanted] = args.splice(at, 2);
  if (wanted === 'own' || wanted === 'test') return [wanted, args];
  throw new Error(`--electron takes "own" or "test", not ${wanted === undefined ? 'nothing' : `"${wanted}"`}`);
}

/** @param {string | null} wanted @returns {ElectronChoice} */
function chooseElectron(wanted) {
  const own = wanted === 'test' ? null : findElectron();
  if (own !== null) {
    const told = `Packaged with Electron ${dependency('electron')}, as package.json names it.`;
    return { args: FUSES_OF_OWN_ELECTRON, told };
  }
  if (wanted === 'own') {
    throw new Error(
      'Electron could not be downloaded: its releases are on GitHub, or where ELECTRON_MIRROR says. Go online and try again.',
    );
  }
  return testElectron();
}

/** @returns {ElectronChoice} */
function testElectron() {
  const file =
    testConfiguration() ?? (runNode('test/e2e/runtime/provision.ts', []).status === 0 ? testConfiguration() : null);
  if (file === null) {
    throw new Error('Neither Electron’s own nor the one of the tests can be had here; the lines above say why.');
  }
  /** @type {{ electronVersion: string }} */
  const { electronVersion } = JSON.parse(readFileSync(file, 'utf8'));
  const told =
    `TEST PACKAGE, not for release: Electron ${electronVersion} went in, the one of the end-to-end tests, ` +
    `instead of ${dependency('electron')}, which package.json names.`;
  return { args: ['--config', file], told };
}

/** Where electron-builder's configuration for a test package is, or null. */
function testConfiguration() {
  const { status, stdout } = runNode('test/e2e/runtime/test-package.ts', [], 'pipe');
  return status === 0 ? stdout : null;
}

/** @param {string} script of the checkout, or absolute @param {readonly string[]} args @param {'pipe' | 'inherit'} stdout */
function runNode(script, args, stdout = 'inherit') {
  return spawnSync(ownNode, [path.resolve(root, script), ...args], {
    cwd: root,
    stdio: ['ignore', stdout, 'inherit'],
    encoding: 'utf8',
    shell: ownNode.endsWith('.cmd'),
  });
}

/** The version that package.json pins. @param {string} name */
function dependency(name) {
  /** @type {{ devDependencies: Record<string, string> }} */
  const { devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return devDependencies[name] ?? '';
}
