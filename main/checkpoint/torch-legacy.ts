import { torchFileTexts as texts } from '../../shared/texts/torch-file-faults.ts';
import { checked, refused, type Checked } from './checked.ts';
import { failed, type FileSource, type ReadEntries } from './checkpoint-file.ts';
import { isKind, type PickledStorage, type PickleValue } from './pickle-value.ts';
import { unpickle } from './pickle.ts';
import { stateDictEntries, type StoragePlace } from './state-dict.ts';
import { MAX_PICKLE_BYTES, torchVocabulary } from './torch-vocabulary.ts';

/** In the file's first pickle. */
const MAGIC = 0x1950a86a20f9469cfc6cn;
/** The magic number as LONG1 stores it; only the pickle's protocol, and a frame since protocol 4, come before. */
export const LEGACY_MAGIC_BYTES = '\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19';

const PROTOCOL_VERSION = 1001;
const LENGTH_BYTES = 8;
const MAX_STORAGES = 50_000;

/**
 * Tensors of a file that `torch.save` wrote before PyTorch 1.6, and since with `_use_new_zipfile_serialization=False`
 * (torch/serialization.py, `_legacy_save`): pickles of a magic number, of the protocol's version, of facts about the
 * machine, of the object and of the storages' keys; then, in the order of the keys, each storage's number of values
 * (i64) and its values.
 */
export async function readTorchLegacyEntries(source: FileSource): Promise<ReadEntries> {
  const { path, size } = source;
  const beginning = await source.read(0, Math.min(size, MAX_PICKLE_BYTES));
  if (!beginning.ok) return beginning;
  const pickles = readPickles(beginning.bytes);
  if (!pickles.ok) return failed(path, 'invalid-format', pickles.reason);
  const { root, order, end } = pickles.value;
  const places = await placeStorages(source, order, end);
  if (!places.ok) return places;
  const tensors = stateDictEntries(root, ({ key }) => {
    const place = places.places.get(key);
    return place === undefined ? refused(texts.noStorage(key)) : checked(place);
  });
  return tensors.ok ? tensors : failed(path, 'invalid-format', tensors.reason, tensors.tensor);
}

interface Pickles {
  readonly root: PickleValue;
  /** The storages that tensors are in, in the order of the file. */
  readonly order: readonly PickledStorage[];
  /** Byte behind the last pickle. */
  readonly end: number;
}

function readPickles(bytes: Uint8Array<ArrayBuffer>): Checked<Pickles> {
  const storages = new Map<string, PickledStorage>();
  const persistent = (id: PickleValue): Checked<PickleValue> => {
    const referred = torchVocabulary.persistent(id);
    if (referred.ok && isKind(referred.value, 'storage')) {
      const storage = referred.value;
      const other = storages.get(storage.key);
      if (other !== undefined && (other.dtype !== storage.dtype || other.length !== storage.length)) {
        return refused(texts.twoDescriptions(storage.key));
      }
      storages.set(storage.key, storage);
    }
    return referred;
  };
  const vocabulary = { ...torchVocabulary, persistent };
  const values: PickleValue[] = [];
  let end = 0;
  while (values.length < 5) {
    const unpickled = unpickle(bytes, end, vocabulary);
    if (!unpickled.ok) return unpickled;
    values.push(unpickled.value.value);
    end = unpickled.value.end;
  }
  const [magic, version, machine, root = null, list] = values;
  if (magic !== MAGIC || version !== PROTOCOL_VERSION) {
    return refused(texts.unknownVersion);
  }
  if (!isKind(machine, 'dict') || machine.items.get('little_endian') !== true) {
    return refused(texts.bigEndian);
  }
  const order: PickledStorage[] = [];
  for (const key of isKind(list, 'list') ? list.items : []) {
    const storage = typeof key === 'string' ? storages.get(key) : undefined;
    if (storage === undefined) return refused(texts.strayStorage);
    storages.delete(storage.key);
    order.push(storage);
  }
  if (order.length > MAX_STORAGES) return refused(texts.tooManyStorages(MAX_STORAGES));
  return checked({ root, order, end });
}

type PlacedStorages =
  { readonly ok: true; readonly places: ReadonlyMap<string, StoragePlace> } | Extract<ReadEntries, { ok: false }>;

/** Finds each storage behind the one before; the last ends the file. */
async function placeStorages(
  source: FileSource,
  order: readonly PickledStorage[],
  start: number,
): Promise<PlacedStorages> {
  const { path, size } = source;
  const places = new Map<string, StoragePlace>();
  let end = start;
  for (const { key, length, bytes } of order) {
    const dataStart = end + LENGTH_BYTES;
    if (dataStart + bytes > size) {
      return failed(path, 'invalid-format', texts.endsWithinStorage(key, bytes));
    }
    const read = await source.read(end, LENGTH_BYTES);
    if (!read.ok) return read;
    const stored = new DataView(read.bytes.buffer).getBigInt64(0, true);
    if (stored !== BigInt(length)) {
      return failed(path, 'invalid-format', texts.otherStorageLength(stored, key, length));
    }
    places.set(key, { start: dataStart, bytes });
    end = dataStart + bytes;
  }
  if (end === size) return { ok: true, places };
  return failed(path, 'invalid-format', texts.bytesBehind(size - end));
}
