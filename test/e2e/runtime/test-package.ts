import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundlePackagedLoader } from './loader-bundle.ts';
import { electronFolder, ELECTRON_VERSION, isProvisioned, sqliteBinding } from './place.ts';

// Writes what electron-builder needs to package the application with the Electron of the end-to-end tests, and prints
// the path of its configuration: main/packaging/package.js asks for it where Electron's own cannot be had. Such a
// package is for tests and says so in its name and inside. Exit status 1 where the runtime is not provisioned.

const root = path.resolve(import.meta.dirname, '../../..');
const folder = path.join(root, 'out', 'test', 'package');

/** What the application has that this Electron was taken from: no part of Electron. */
const NOT_ELECTRON = ['.DirIcon', 'AppRun', 'fiftyone.desktop', 'fiftyone.png', 'usr', path.join('resources', 'app')];

const NOTE = `This package is for tests only. It holds Electron ${ELECTRON_VERSION}, which is years old, in place of the one that
package.json names, and a few files that make up for what that Electron lacks. Never hand it to anybody.
`;

async function prepare(): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  const electron = path.join(folder, 'electron');
  cpSync(electronFolder(), electron, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !NOT_ELECTRON.includes(path.relative(electronFolder(), source)),
  });
  const loader = path.join(folder, 'loader');
  await bundlePackagedLoader(loader);
  copyFileSync(sqliteBinding(), path.join(loader, 'better_sqlite3.node'));
  const note = path.join(folder, 'TEST-PACKAGE.txt');
  writeFileSync(note, NOTE);
  const configuration = {
    extends: path.join(root, 'electron-builder.yml'),
    electronVersion: ELECTRON_VERSION,
    electronDist: electron,
    artifactName: `Classifold-\${version}-TEST-electron-${ELECTRON_VERSION}-\${os}-\${arch}.\${ext}`,
    extraMetadata: { main: 'test-runtime/main.cjs' },
    files: [{ from: loader, to: 'test-runtime' }],
    extraResources: [{ from: note, to: path.basename(note) }],
  };
  const file = path.join(folder, 'electron-builder.json');
  writeFileSync(file, JSON.stringify(configuration));
  return file;
}

if (isProvisioned()) {
  mkdirSync(folder, { recursive: true });
  process.stdout.write(await prepare());
} else {
  process.stderr.write('The Electron of the tests is not here: `npm run provision` brings it\n');
  process.exitCode = 1;
}
