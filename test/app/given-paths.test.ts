import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
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

  it('are no switches, not the application itself, and nothing that is absent', () => {
    const application = path.join(folder, 'holiday');
    const args = ['cat.jpg', '--user-data-dir=holiday', '-v', '', 'absent', 'holiday'];
    expect(givenPaths(args, folder, application)).toEqual([]);
  });
});
