import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSource } from '../../main/checkpoint/checkpoint-file.ts';
import { readZipDirectory } from '../../main/checkpoint/zip-directory.ts';
import { little } from './pickle-writer.ts';

let file: string;
beforeAll(async () => {
  file = path.join(await mkdtemp(path.join(tmpdir(), 'classifold-zip-')), 'archive.zip');
});
afterAll(() => rm(path.dirname(file), { recursive: true }));

const long = (value: bigint) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
};
const FULL = Buffer.alloc(4, 0xff);

/** An archive of the entry `a`, of three bytes, whose sizes and place all stand in ZIP64's fields. */
function zip64Archive({ size = 3n, place = 0n, count = 1n } = {}): Buffer {
  const common = [little(45, 2), little(0x800, 2), little(0, 2), little(0, 4), little(0, 4)];
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), ...common, FULL, FULL, little(1, 2), little(20, 2)]);
  const localExtra = Buffer.concat([little(1, 2), little(16, 2), long(3n), long(3n)]);
  const before = Buffer.concat([local, Buffer.from('a'), localExtra, Buffer.from('abc')]);
  const other = Buffer.concat([Buffer.from('FB'), little(2, 2), Buffer.from('ZZ')]);
  const extra = Buffer.concat([other, little(1, 2), little(24, 2), long(size), long(size), long(place)]);
  const central = Buffer.concat([
    ...[Buffer.from('PK\x01\x02'), little(45, 2), ...common, FULL, FULL, little(1, 2), little(extra.length, 2)],
    ...[Buffer.alloc(10), FULL, Buffer.from('a'), extra],
  ]);
  const end64 = Buffer.concat([
    ...[Buffer.from('PK\x06\x06'), long(44n), little(45, 2), little(45, 2), Buffer.alloc(8), long(count), long(count)],
    ...[long(BigInt(central.length)), long(BigInt(before.length))],
  ]);
  const locator = Buffer.concat([
    ...[Buffer.from('PK\x06\x07'), Buffer.alloc(4), long(BigInt(before.length + central.length)), little(1, 4)],
  ]);
  const counts = Buffer.from([0xff, 0xff, 0xff, 0xff]);
  const end = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(4), counts, FULL, FULL, little(0, 2)]);
  return Buffer.concat([before, central, end64, locator, end]);
}

async function directoryOf(archive: Buffer) {
  await writeFile(file, archive);
  const opened = await openSource(file);
  if (!opened.ok) throw new Error(opened.fault.reason);
  try {
    const directory = await readZipDirectory(opened.source);
    return directory.ok ? [...directory.entries.values()] : directory.fault.reason;
  } finally {
    await opened.source.close();
  }
}

describe('ZIP64, which archives of more than 4 GiB are', () => {
  it('is read', async () => {
    expect(await directoryOf(zip64Archive())).toEqual([
      { name: 'a', method: 0, dataStart: 51, storedBytes: 3, bytes: 3 },
    ]);
  });

  it.each([
    ['a size of 2^63', { size: 2n ** 63n }, 'reaches into the archive'],
    ['a size of 2^64 − 1', { size: 2n ** 64n - 1n }, 'reaches into the archive'],
    ['a place of 2^63', { place: 2n ** 63n }, 'reaches into the archive'],
    ['2^63 entries', { count: 2n ** 63n }, 'too many entries'],
    ['an entry too many', { count: 2n }, 'too short for 2 entries'],
  ])('may not claim %s', async (_, lie, reason) => {
    expect(await directoryOf(zip64Archive(lie))).toContain(reason);
  });

  it('may be cut off anywhere', async () => {
    const archive = zip64Archive();
    for (let length = 0; length < archive.length; length++) {
      expect(await directoryOf(archive.subarray(0, length))).toMatch(/^(is a ZIP archive|has an entry)/);
    }
  });
});
