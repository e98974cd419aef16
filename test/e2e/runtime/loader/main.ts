import { app } from 'electron';
import { existsSync, readFileSync, statSync } from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { extendElectron } from './electron-22.ts';
import { defineGlobals } from './globals.ts';
import { refuseNetwork } from './refuse-network.ts';
import { useOwnSqliteBinding } from './sqlite-binding.ts';

// Starts the application that the command line names (a folder with a package.json, or a file), as Electron itself does
// for a developer: `electron [switches] application [arguments]`.

interface Manifest {
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
}

defineGlobals();
useOwnSqliteBinding();
refuseNetwork();
extendElectron();

const named = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (named === undefined) {
  process.stderr.write('Name the application to start: a folder with a package.json, or a file\n');
  app.exit(2);
} else {
  startApplication(path.resolve(named));
}

function startApplication(application: string): void {
  const folder = statSync(application).isDirectory() ? application : path.dirname(application);
  const manifestFile = path.join(folder, 'package.json');
  const manifest = existsSync(manifestFile) ? (JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest) : {};
  const name = manifest.productName ?? manifest.name;
  if (name !== undefined) {
    app.setName(name);
    if (!app.commandLine.hasSwitch('user-data-dir')) {
      app.setPath('userData', path.join(app.getPath('appData'), name));
    }
  }
  // Both are what Electron's own start does; neither is in its published types.
  const internal = app as typeof app & { setVersion(version: string): void; setAppPath(folder: string): void };
  if (manifest.version !== undefined) internal.setVersion(manifest.version);
  internal.setAppPath(folder);
  Object.assign(process, { defaultApp: true });
  Module.createRequire(manifestFile)(application);
}
