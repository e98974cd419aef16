import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { hostileFile } from './hostile-file.ts';
import { pickle, power, SIX, tensorDict } from './hostile-pickle.ts';
import { op, text } from './pickle-writer.ts';
import { readCheckpoint } from './read-checkpoint.ts';
import { OLD_BEGINNING } from './write-torch.ts';

const { file } = hostileFile();

describe('PyTorch’s old format', () => {
  async function readOld(object: Buffer, keys: readonly string[], storages: Uint8Array, beginning = OLD_BEGINNING) {
    const list = pickle((writer) => {
      op(writer, '](');
      for (const key of keys) text(writer, key);
      op(writer, 'e');
    });
    await writeFile(file, Buffer.concat([beginning, object, list, storages]));
    return readCheckpoint(file);
  }
  const length = (value: bigint) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(value);
    return bytes;
  };
  const six = Buffer.concat([length(6n), SIX]);

  it('reads the file that the others differ from by one thing', async () => {
    expect(await readOld(tensorDict({}), ['0'], six)).toMatchObject([{ name: 'weight', values: [1, 2, 3, 4, 5, 6] }]);
  });

  it.each<[string, string, Parameters<typeof readOld>]>([
    [
      'another length than the pickle says',
      'has 5 values in storage 0, not 6',
      [tensorDict({}), ['0'], Buffer.concat([length(5n), SIX])],
    ],
    ['a length of −1', 'has -1 values', [tensorDict({}), ['0'], Buffer.concat([length(-1n), SIX])]],
    ['a storage of 2^50 values', 'ends within storage 0', [tensorDict({ length: power(50) }), ['0'], six]],
    ['a storage that ends early', 'ends within storage 0', [tensorDict({}), ['0'], six.subarray(0, 31)]],
    [
      'bytes behind the last storage',
      'has 1 bytes behind',
      [tensorDict({}), ['0'], Buffer.concat([six, Buffer.of(0)])],
    ],
    ['a key twice', 'twice the same', [tensorDict({}), ['0', '0'], Buffer.concat([six, six])]],
    ['a key of no storage', 'no tensor is in', [tensorDict({}), ['0', '1'], Buffer.concat([six, six])]],
    ['a storage without a key', 'storage 0, which the file does not have', [tensorDict({}), [], Buffer.alloc(0)]],
    [
      'os.system',
      'asks for os.system',
      [
        pickle((writer) => {
          op(writer, 'c', 'os\nsystem\n');
        }),
        [],
        six,
      ],
    ],
    [
      'another version',
      'unknown version',
      [
        tensorDict({}),
        ['0'],
        six,
        Buffer.from(OLD_BEGINNING.toString('latin1').replace('M\xe9\x03', 'M\xea\x03'), 'latin1'),
      ],
    ],
    [
      'a big-endian machine',
      'big-endian',
      [
        tensorDict({}),
        ['0'],
        six,
        Buffer.from(OLD_BEGINNING.toString('latin1').replace('q\x02\x88', 'q\x02\x89'), 'latin1'),
      ],
    ],
    [
      'nothing but its magic number',
      'ends before its STOP',
      [Buffer.alloc(0), [], Buffer.alloc(0), OLD_BEGINNING.subarray(0, 15)],
    ],
  ])('refuses %s', async (_, reason, args) => {
    const fault = await readOld(...args);
    expect(fault).toMatchObject({ kind: 'invalid-format', reason: expect.stringContaining(reason) as string });
  });
});
