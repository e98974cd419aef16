import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { givenPaths } from '../../main/app/given-paths.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'given-'));
  mkdirSync(path.join(folder, 'holiday'));
  writeFileSync(path.join(folder, 'cat.jpg'), '');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('folders on the command line', () => {
  it('are meant from where the person stands', () => {
    expect(givenPaths(['electron', 'holiday', path.join(folder, 'cat.jpg')], folder, '/app')).toEqual([
      path.join(folder, 'holiday'),
      path.join(folder, 'cat.jpg'),
    ]);
  });

  it('are understood as the addresses that a file manager opens them by', () => {
    mkdirSync(path.join(folder, 'été 2026 #1'));
    const address = pathToFileURL(path.join(folder, 'été 2026 #1')).href;
    expect(givenPaths(['classifold', address], '/', '/opt/Classifold/resources/app.asar')).toEqual([
      path.join(folder, 'été 2026 #1'),
    ]);
    expect(givenPaths(['classifold', 'file://elsewhere/share', 'file:///%00', 'FILE:'], '/', '/app')).toEqual([]);
  });

  it('are no switches, not the application itself, and no other word that is not there', () => {
    const application = path.join(folder, 'holiday');
    const program = path.join(application, 'out', 'app', 'main.cjs');
    const args = ['cat.jpg', '--user-data-dir=holiday', '-v', '', 'absent', 'holiday', program];
    expect(givenPaths(args, folder, application)).toEqual([]);
  });

  it('are kept where they are named whole and are not there: the window says so', () => {
    const mistyped = path.join(folder, 'holidya');
    expect(givenPaths(['classifold', mistyped, pathToFileURL(mistyped).href], '/', '/app')).toEqual([
      mistyped,
      mistyped,
    ]);
  });
});
