import { app, dialog } from 'electron';
import Module from 'node:module';
import path from 'node:path';
import { extendElectron } from './electron-22.ts';
import { defineGlobals } from './globals.ts';
import { useOwnSqliteBinding } from './sqlite-binding.ts';

// The entry of a test package (`../test-package.ts`): the application is in the same archive.

defineGlobals();
useOwnSqliteBinding();
extendElectron();

// No test can click in the system's own dialogs.
const saveAs = process.env['CLASSIFOLD_TEST_SAVE_AS'];
if (saveAs !== undefined) {
  Object.assign(dialog, { showSaveDialog: () => Promise.resolve({ canceled: false, filePath: saveAs }) });
}
const opened = process.env['CLASSIFOLD_TEST_OPEN'];
if (opened !== undefined) {
  Object.assign(dialog, { showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: [opened] }) });
}

const entry = path.join(app.getAppPath(), 'out', 'app', 'main.cjs');
Module.createRequire(entry)(entry);
