import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathFromColumn, rangeOf, rangesAtOrBelow, rangesBelow, splitPath } from '../../main/catalog/path-column.ts';
import type { PathColumn, PathRange } from '../../main/catalog/path-column.ts';
import { bytesOfPath, joinPath, pathFromBytes } from '../../shared/file-path.ts';
import type { FilePath } from '../../shared/file-path.ts';

/** Names of one to three bytes, from an alphabet that is near the separator and leaves UTF-8. */
const name = fc
  .array(fc.constantFrom(0x2e, 0x30, 0x61, 0x62, 0xc3, 0xa9, 0xff), { minLength: 1, maxLength: 3 })
  .map((values) => Uint8Array.from(values));
const path = fc
  .array(name, { minLength: 1, maxLength: 3 })
  .map((names): FilePath => names.map(pathFromBytes).reduce((folder, next) => joinPath(folder, next)));

const isBelow = (folder: FilePath, one: FilePath): boolean => {
  const prefix = Buffer.from(bytesOfPath(joinPath(folder, 'x'))).subarray(0, -1);
  return Buffer.from(bytesOfPath(one)).subarray(0, prefix.length).equals(prefix);
};
const isSame = (one: FilePath, other: FilePath): boolean =>
  Buffer.from(bytesOfPath(one)).equals(Buffer.from(bytesOfPath(other)));

describe('ranges of paths, in the order that SQLite has', () => {
  const db = new Database(':memory:');
  db.exec('CREATE TABLE paths (path ANY NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID');
  const insert = db.prepare('INSERT OR IGNORE INTO paths VALUES (?)');
  const find = db
    .prepare<[FilePath, FilePath], PathColumn>('SELECT path FROM paths WHERE path >= ? AND path < ?')
    .pluck();
  const all = db.prepare<[], PathColumn>('SELECT path FROM paths').pluck();

  function found(ranges: readonly PathRange[]): readonly string[] {
    const rows = ranges.flatMap(({ low, high }) => find.all(low, high));
    return rows.map((row) => Buffer.from(bytesOfPath(pathFromColumn(row))).toString('hex')).sort();
  }
  function expected(holds: (path: FilePath) => boolean): readonly string[] {
    const paths = all.all().map(pathFromColumn).filter(holds);
    return paths.map((one) => Buffer.from(bytesOfPath(one)).toString('hex')).sort();
  }

  it('hold exactly what lies at or below a path', () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 40 }), path, (paths, folder) => {
        db.exec('DELETE FROM paths');
        for (const one of [
          ...paths,
          folder,
          joinPath(folder, 'x'),
          joinPath(folder, pathFromBytes(Uint8Array.of(0xff))),
        ]) {
          insert.run(one);
        }
        expect(found(rangesBelow(folder))).toEqual(expected((one) => isBelow(folder, one)));
        expect(found(rangesAtOrBelow(folder))).toEqual(expected((one) => isSame(one, folder) || isBelow(folder, one)));
        expect(found([rangeOf(folder)])).toEqual(expected((one) => isSame(one, folder)));
        expect(found(rangesBelow(''))).toEqual(expected(() => true));
      }),
    );
  });
});

describe('splitPath', () => {
  it('gives folder and name, each text where it can be', () => {
    expect(splitPath('a/b/c')).toEqual({ folder: 'a/b', name: 'c' });
    expect(splitPath('c')).toEqual({ folder: '', name: 'c' });
    const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
    expect(splitPath(bytes('a/\xff'))).toEqual({ folder: 'a', name: bytes('\xff') });
    expect(splitPath(bytes('\xff/a'))).toEqual({ folder: bytes('\xff'), name: 'a' });
    expect(splitPath(bytes('\xff'))).toEqual({ folder: '', name: bytes('\xff') });
  });

  it('is undone by joinPath', () => {
    fc.assert(
      fc.property(path, (one) => {
        const { folder, name: last } = splitPath(one);
        expect(joinPath(folder, last)).toEqual(one);
      }),
    );
  });
});
