import { describe, expect, it } from 'vitest';
import { hostileFile, readZip } from './hostile-file.ts';
import { minusOne, number, pair, power, refusal, tensorDict, type TensorParts } from './hostile-pickle.ts';
import { int, op } from './pickle-writer.ts';

const { file } = hostileFile();

it('reads the tensor that the hostile files below differ from by one thing', async () => {
  const tensors = [{ name: 'weight', dtype: 'F32', shape: [2, 3], values: [1, 2, 3, 4, 5, 6] }];
  expect(await readZip(file, tensorDict({}))).toEqual(tensors);
});

describe('a tensor outside of its storage is refused by its name', () => {
  it.each<[string, string, TensorParts]>([
    ['one value too many', 'from value 1 on, and its storage has 6', { offset: number(1) }],
    ['a stride too long', 'its storage has 6', { strides: pair(number(4), number(1)) }],
    ['strides whose product overflows', 'its storage has 6', { strides: pair(power(53, 1n), power(53, 1n)) }],
    [
      'sides whose product overflows',
      'its storage has 6',
      { shape: pair(power(52), power(52)), strides: pair(number(0), number(0)) },
    ],
    [
      'six values said to be twelve',
      'its storage has 6',
      { shape: pair(number(12), number(1)), strides: pair(number(0), number(1)) },
    ],
    ['another storage', 'in storage 7, which the file does not have', { key: '7' }],
    [
      'a storage outside of the archive',
      'in storage ../../../etc/passwd, which the file',
      { key: '../../../etc/passwd' },
    ],
    ['a storage said to be 4 GiB', 'of 24 bytes, not 4294967296', { length: power(30) }],
  ])('%s', async (_, reason, parts) => {
    expect(await readZip(file, tensorDict(parts))).toMatchObject(refusal(reason, 'weight'));
  });

  it.each<[string, TensorParts]>([
    ['a negative offset', { offset: minusOne }],
    ['a negative side', { shape: pair(minusOne, minusOne) }],
    ['a negative stride', { strides: pair(minusOne, number(1)) }],
    ['an offset of 2^63', { offset: power(63) }],
    ['a side of 2^63', { shape: pair(power(63), number(1)) }],
    [
      'more strides than sides',
      {
        shape: (writer) => {
          int(writer, 6);
          op(writer, '\x85');
        },
      },
    ],
    [
      'a shape that is no tuple',
      {
        shape: (writer) => {
          op(writer, ']');
        },
      },
    ],
    ['a storage of 2^63 values', { length: power(63) }],
    ['a storage of −1 values', { length: minusOne }],
  ])('%s', async (_, parts) => {
    expect(await readZip(file, tensorDict(parts))).toMatchObject({
      kind: 'invalid-format',
      reason: expect.stringContaining('impossible') as string,
    });
  });

  it('as is one with a name that is none', async () => {
    const named = (name: string) =>
      Buffer.from(
        tensorDict({})
          .toString('latin1')
          .replace('X\x06\0\0\0weight', `X${String.fromCharCode(name.length)}\0\0\0${name}`),
        'latin1',
      );
    expect(await readZip(file, named('a\x1b[2J'))).toMatchObject(refusal('no plain text'));
    expect(await readZip(file, named(''))).toMatchObject(refusal('no plain text'));
  });
});

describe('a lie of 4 GB in a file of 1 kB', () => {
  it.each<[string, () => Promise<unknown>]>([
    [
      'in a storage of the archive',
      () => readZip(file, tensorDict({ length: power(30), shape: pair(power(30), number(1)) })),
    ],
    ['in a tensor’s shape', () => readZip(file, tensorDict({ shape: pair(power(30), number(1)) }))],
  ])('%s costs nothing', async (_, read) => {
    const before = process.memoryUsage().arrayBuffers;
    expect(await read()).toMatchObject({ kind: 'invalid-format', tensor: 'weight' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1 << 20);
  });
});
