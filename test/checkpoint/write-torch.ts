import { open } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { rowMajorStrides } from '../../main/checkpoint/tensor-entry.ts';
import type { StoredTensor } from '../../main/checkpoint/write-safetensors.ts';
import { endPickle, global, int, items, keep, little, once, op, startPickle, text, tuple } from './pickle-writer.ts';

/*
 * Writes state dicts as `torch.save` does (PyTorch 2.15): the same pickle, byte for byte, for an OrderedDict of tensors.
 * A test compares with PyTorch's own files.
 */

const STORAGES: Readonly<Record<string, string>> = {
  F32: 'FloatStorage',
  F16: 'HalfStorage',
  BF16: 'BFloat16Storage',
  F64: 'DoubleStorage',
  I64: 'LongStorage',
};
const BYTES: Readonly<Record<string, number>> = { F32: 4, F16: 2, BF16: 2, F64: 8, I64: 8 };

function lengthOf({ dtype, bytes }: StoredTensor): number {
  return bytes.length / (BYTES[dtype] ?? NaN);
}

/** An OrderedDict of the tensors, each in the storage of its key. */
function stateDictPickle(tensors: readonly StoredTensor[], keys: readonly string[], form: 'zip' | 'old'): Buffer {
  const writer = startPickle();
  const emptyDict = () => {
    global(writer, 'collections', 'OrderedDict');
    op(writer, ')R');
    keep(writer);
  };
  const ints = (values: readonly number[]) => {
    tuple(writer, values.length, () => {
      values.forEach((value) => {
        int(writer, value);
      });
    });
  };
  const writeTensor = (tensor: StoredTensor, key: string) => {
    global(writer, 'torch._utils', '_rebuild_tensor_v2');
    tuple(writer, 7, () => {
      tuple(writer, form === 'zip' ? 5 : 6, () => {
        once(writer, 'storage', () => {
          text(writer, 'storage');
        });
        global(writer, 'torch', STORAGES[tensor.dtype] ?? '');
        text(writer, key);
        keep(writer);
        once(writer, 'cpu', () => {
          text(writer, 'cpu');
        });
        int(writer, lengthOf(tensor));
        if (form === 'old') op(writer, 'N');
      });
      op(writer, 'Q');
      int(writer, 0);
      ints(tensor.shape);
      ints(rowMajorStrides(tensor.shape));
      op(writer, '\x89');
      emptyDict();
    });
    op(writer, 'R');
    keep(writer);
  };
  emptyDict();
  items(writer, { one: 's', many: 'u' }, [...tensors.entries()], ([index, tensor]) => {
    text(writer, tensor.name);
    keep(writer);
    writeTensor(tensor, keys[index]!);
  });
  return endPickle(writer);
}

/** The archive that PyTorch writes since 1.6. */
export async function writeTorchZip(file: string, tensors: readonly StoredTensor[]): Promise<void> {
  const folder = path.parse(file).name;
  const keys = tensors.map((_, index) => `${index}`);
  const records: ZipRecord[] = [
    ['data.pkl', stateDictPickle(tensors, keys, 'zip')],
    ['.format_version', Buffer.from('1')],
    ['.storage_alignment', Buffer.from('64')],
    ['byteorder', Buffer.from('little')],
    ...tensors.map(({ bytes }, index) => [`data/${index}`, bytes] as const),
    ['version', Buffer.from('3\n')],
  ];
  await writeStoredZip(
    file,
    records.map(([name, bytes]) => [`${folder}/${name}`, bytes] as const),
  );
}

export type ZipRecord = readonly [name: string, bytes: Uint8Array];

/** A ZIP archive of stored entries whose data are aligned to 64 bytes, by a field of padding. */
export async function writeStoredZip(file: string, records: readonly ZipRecord[]): Promise<void> {
  const output = await open(file, 'w');
  try {
    const central: Buffer[] = [];
    let position = 0;
    for (const [name, bytes] of records) {
      const nameBytes = Buffer.from(name);
      const unpadded = position + 30 + nameBytes.length + 4;
      const padding = Buffer.alloc((64 - (unpadded % 64)) % 64, 'Z');
      const extra = Buffer.concat([Buffer.from('FB'), little(padding.length, 2), padding]);
      const sizes = [little(crc32(bytes), 4), little(bytes.length, 4), little(bytes.length, 4)];
      const names = [little(nameBytes.length, 2), little(extra.length, 2)];
      const common = [little(0, 2), little(0x800, 2), little(0, 2), little(0, 4), ...sizes];
      const header = Buffer.concat([Buffer.from('PK\x03\x04'), ...common, ...names, nameBytes, extra]);
      const place = [Buffer.alloc(10), little(position, 4)];
      const [nameLength] = names;
      central.push(
        Buffer.concat([
          Buffer.from('PK\x01\x02'),
          little(0, 2),
          ...common,
          nameLength!,
          little(0, 2),
          ...place,
          nameBytes,
        ]),
      );
      await output.writeFile(header);
      await output.writeFile(bytes);
      position += header.length + bytes.length;
    }
    const directory = Buffer.concat(central);
    const count = little(records.length, 2);
    const end = [little(0, 4), count, count, little(directory.length, 4), little(position, 4), little(0, 2)];
    await output.writeFile(Buffer.concat([directory, Buffer.from('PK\x05\x06'), ...end]));
  } finally {
    await output.close();
  }
}

/** The magic number, the protocol's version and facts about the machine, as PyTorch writes them on x86-64 and ARM64. */
export const OLD_BEGINNING = Buffer.from(
  '80028a0a6cfc9c46f9206aa850192e80024de9032e80027d710028581000000070726f746f636f6c5f76657273696f6e71014de903580d0000006c6974746c655f656e6469616e710288580a000000747970655f73697a657371037d710428580500000073686f727471054b025803000000696e7471064b0458040000006c6f6e6771074b0475752e',
  'hex',
);

/** The file that PyTorch wrote before 1.6. `keys` of the storages default to their places. */
export async function writeTorchOld(
  file: string,
  tensors: readonly StoredTensor[],
  keys: readonly string[] = tensors.map((_, index) => `${index}`),
): Promise<void> {
  const output = await open(file, 'w');
  try {
    await output.writeFile(OLD_BEGINNING);
    await output.writeFile(stateDictPickle(tensors, keys, 'old'));
    const sorted = keys
      .map((key, index) => ({ key, tensor: tensors[index]! }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    const list = startPickle();
    op(list, ']');
    keep(list);
    items(list, { one: 'a', many: 'e' }, sorted, ({ key }) => {
      text(list, key);
      keep(list);
    });
    await output.writeFile(endPickle(list));
    for (const { tensor } of sorted) {
      const length = Buffer.alloc(8);
      length.writeBigInt64LE(BigInt(lengthOf(tensor)));
      await output.writeFile(length);
      await output.writeFile(tensor.bytes);
    }
  } finally {
    await output.close();
  }
}
