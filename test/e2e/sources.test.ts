import { appendFileSync, chmodSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSources, type Sources } from './sources.ts';

// Every end-to-end test rests on it: it must see what an application could do to pictures.

let folder: string;
let sources: Sources;
let picture: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'classifold-sources-'));
  sources = openSources();
  picture = path.join(folder, 'trip', 'one.jpg');
  sources.write(picture, 'bytes');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('sources', () => {
  it('that were only read, or touched or moved by their owner, have not changed', () => {
    expect(sources.changes()).toEqual([]);
    sources.touch(picture, 1);
    sources.move(path.join(folder, 'trip'), path.join(folder, 'journey'));
    expect(sources.changes()).toEqual([]);
  });

  it.each<[string, () => void]>([
    [
      'written',
      () => {
        appendFileSync(picture, '!');
      },
    ],
    [
      'touched',
      () => {
        utimesSync(picture, 1, 1);
      },
    ],
    [
      'made read-only',
      () => {
        chmodSync(picture, 0o400);
      },
    ],
  ])('are seen to be %s', (_done, change) => {
    change();
    expect(sources.changes()).toEqual([`${picture} was changed`]);
  });

  it('are seen to be removed', () => {
    rmSync(picture);
    expect(sources.changes()).toEqual([`${picture} is gone`]);
  });

  it('are seen to have got company', () => {
    const beside = path.join(folder, 'trip', 'one.xmp');
    writeFileSync(beside, '');
    expect(sources.changes()).toEqual([`${beside} was put beside them`]);
  });
});
