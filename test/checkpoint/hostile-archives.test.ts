import { existsSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostileFile, readZip } from './hostile-file.ts';
import { refusal, SIX, tensorDict } from './hostile-pickle.ts';
import { little } from './pickle-writer.ts';
import { readCheckpoint } from './read-checkpoint.ts';
import { writeStoredZip } from './write-torch.ts';

const { folder, file } = hostileFile();

/** Bytes that are written over, at an offset from the last place where `after` stands. */
type Change = readonly [after: string, offset: number, bytes: Uint8Array];

describe('an archive that lies is refused before anything is unpacked', () => {
  /** The sound archive, with bytes written over. */
  async function readChanged(changes: readonly Change[]) {
    await writeStoredZip(file, [
      ['a/data.pkl', tensorDict({})],
      ['a/data/0', SIX],
    ]);
    const bytes = await readFile(file);
    for (const [after, offset, change] of changes) bytes.set(change, bytes.lastIndexOf(after) + offset);
    await writeFile(file, bytes);
    return readCheckpoint(file);
  }
  const CENTRAL = 'PK\x01\x02';
  const END = 'PK\x05\x06';

  it.each<[string, string, readonly Change[]]>([
    ['more entries than there are', 'too short for 40000 entries', [[END, 10, little(40_000, 2)]]],
    ['more entries than any file has', 'too many entries', [[END, 10, little(65535, 2)]]],
    ['fewer entries than there are', 'damaged directory', [[END, 10, little(1, 2)]]],
    ['a directory of 4 GiB', 'not where it says', [[END, 12, little(2 ** 32 - 1, 4)]]],
    ['a directory beyond the file', 'not where it says', [[END, 16, little(2 ** 32 - 2, 4)]]],
    ['a part of several', 'one part', [[END, 4, little(1, 2)]]],
    ['an entry that claims 4 GB', 'claims 4000000000', [[CENTRAL, 24, little(4_000_000_000, 4)]]],
    [
      'an entry that has 4 GB',
      'two headers disagree',
      [[CENTRAL, 20, Buffer.concat([little(4_000_000_000, 4), little(4_000_000_000, 4)])]],
    ],
    ['an entry beyond the file', 'reaches into the archive', [[CENTRAL, 42, little(2 ** 31, 4)]]],
    ['two entries at one place', 'overlaps another', [[CENTRAL, 42, little(0, 4)]]],
    ['an encrypted entry', 'encrypted', [[CENTRAL, 8, little(1, 2)]]],
    ['names that disagree', 'two headers disagree', [['a/data/0', 0, Buffer.from('b')]]],
    ['a name that is no text', 'no text', [['a/data/0', 0, Buffer.of(0xff)]]],
    ['sizes in a ZIP64 field that is not there', 'damaged directory', [[CENTRAL, 24, little(2 ** 32 - 1, 4)]]],
    ['no end', 'without its end', [[END, 0, Buffer.from('XX')]]],
  ])('%s', async (_, reason, changes) => {
    expect(await readChanged(changes)).toMatchObject(refusal(reason));
  });

  it('one entry that has another in it', async () => {
    await writeStoredZip(file, [['a/data/1', SIX]]);
    const inner = await readFile(file);
    await writeStoredZip(file, [
      ['a/data.pkl', tensorDict({})],
      ['a/data/0', inner.subarray(0, 64 + SIX.length)],
      ['a/data/1', SIX],
    ]);
    const bytes = await readFile(file);
    // The directory says that the third entry is where the second has the same bytes.
    const within = bytes.indexOf('PK\x03\x04', bytes.indexOf('a/data/0') + 8);
    bytes.writeUInt32LE(within, bytes.lastIndexOf(CENTRAL) + 42);
    await writeFile(file, bytes);
    expect(await readCheckpoint(file)).toMatchObject(refusal('overlaps another'));
  });

  it('two entries of one name', async () => {
    expect(
      await readZip(file, tensorDict({}), [
        ['a/data/0', SIX],
        ['a/data/0', SIX],
      ]),
    ).toMatchObject(refusal('two entries of one name, a/data/0'));
  });

  it('a bomb: a megabyte of one value, deflated', async () => {
    const packed = deflateRawSync(Buffer.alloc(1 << 20));
    await writeStoredZip(file, [
      ['a/data.pkl', tensorDict({})],
      ['a/data/0', packed],
    ]);
    const bytes = await readFile(file);
    for (const [signature, method, size] of [
      [CENTRAL, 10, 24],
      ['PK\x03\x04', 8, 22],
    ] as const) {
      const header = bytes.lastIndexOf(signature);
      bytes.writeUInt16LE(8, header + method);
      bytes.writeUInt32LE(1 << 20, header + size);
    }
    await writeFile(file, bytes);
    expect(await readCheckpoint(file)).toMatchObject(refusal('compressed entry, a/data/0'));
  });

  it('entries whose names lead out of the archive are read by nobody', async () => {
    const tensors = await readZip(file, tensorDict({}), [
      ['a/data/0', SIX],
      ['../../escaped', SIX],
      ['/etc/escaped', SIX],
    ]);
    expect(tensors).toMatchObject([{ name: 'weight' }]);
    expect(existsSync(path.join(folder, '..', 'escaped'))).toBe(false);
  });

  it('an archive that ends early, wherever it does', async () => {
    await writeStoredZip(file, [
      ['a/data.pkl', tensorDict({})],
      ['a/data/0', SIX],
    ]);
    const bytes = await readFile(file);
    for (let length = 4; length < bytes.length; length += 7) {
      await writeFile(file, bytes.subarray(0, length));
      expect(await readCheckpoint(file)).toMatchObject({ kind: 'invalid-format' });
    }
  });

  it('big-endian bytes', async () => {
    expect(
      await readZip(file, tensorDict({}), [
        ['a/data/0', SIX],
        ['a/byteorder', Buffer.from('big')],
      ]),
    ).toMatchObject(refusal('byte order “big”'));
  });
});
