import { torchFileTexts as texts } from '../../shared/texts/torch-file-faults.ts';
import { checked, refused, type Checked } from './checked.ts';
import type { PickleVocabulary } from './pickle-opcodes.ts';
import { isKind, type PickledStorage, type PickledTensor, type PickleValue } from './pickle-value.ts';
import { BYTES_PER_VALUE } from './tensor-entry.ts';

/** The pickle of an EfficientNet-B7 with averaged weights and its optimizer's state has 600 kB. */
export const MAX_PICKLE_BYTES = 16 << 20;

/** PyTorch's types (torch/storage.py, `_dtype_to_storage_type_map`): the storage's class, the dtype, safetensors' name. */
const TYPES = [
  ['FloatStorage', 'float32', 'F32'],
  ['HalfStorage', 'float16', 'F16'],
  ['BFloat16Storage', 'bfloat16', 'BF16'],
  ['DoubleStorage', 'float64', 'F64'],
  ['LongStorage', 'int64', 'I64'],
  ['IntStorage', 'int32', 'I32'],
  ['ShortStorage', 'int16', 'I16'],
  ['CharStorage', 'int8', 'I8'],
  ['ByteStorage', 'uint8', 'U8'],
  ['BoolStorage', 'bool', 'BOOL'],
  // These came later, without classes of their own: they lie in untyped storages.
  [null, 'uint16', 'U16'],
  [null, 'uint32', 'U32'],
  [null, 'uint64', 'U64'],
  [null, 'float8_e4m3fn', 'F8_E4M3'],
  [null, 'float8_e5m2', 'F8_E5M2'],
] as const;

const UNTYPED_STORAGE = 'torch.storage.UntypedStorage';

const STORAGE_DTYPES: ReadonlyMap<string, string> = new Map([
  ...TYPES.flatMap(([storage, , dtype]) => (storage === null ? [] : [[`torch.${storage}`, dtype] as const])),
  [UNTYPED_STORAGE, 'U8'],
]);

const DTYPES: ReadonlyMap<string, string> = new Map(TYPES.map(([, name, dtype]) => [`torch.${name}`, dtype]));

type Call = (args: readonly PickleValue[]) => Checked<PickleValue>;

/** Everything that may be called, and what comes of it: descriptions, never objects. */
const CALLS: ReadonlyMap<string, Call> = new Map<string, Call>([
  ['collections.OrderedDict', (args) => (args.length === 0 ? emptyDict() : refused(texts.orderedDictArguments))],
  ['collections.Counter', ([items]) => (items === undefined ? emptyDict() : checked(items))],
  ['argparse.Namespace', () => checked({ kind: 'object', name: 'argparse.Namespace' })],
  ['torch.device', () => checked({ kind: 'object', name: 'torch.device' })],
  ['torch.Size', ([sides]) => (isKind(sides, 'tuple') ? checked(sides) : refused(texts.sizeOfNoTuple))],
  ['torch._utils._rebuild_tensor_v2', rebuildTensor],
  ['torch._utils._rebuild_tensor_v3', rebuildTypedTensor],
  ['torch._utils._rebuild_parameter', rebuildParameter],
]);

/** Whose classes a file names that holds a whole model. */
const MODEL_MODULES =
  /^(?:torch\.nn\.modules|torchvision\.models|timm\.(?:models|layers)|efficientnet(?:_lite)?_pytorch)\b/;

/** What the pickles of PyTorch's files may name (torch/_utils.py, torch/serialization.py). */
export const torchVocabulary: PickleVocabulary = {
  global: (module, name) => {
    const full = `${module}.${name}`;
    if (CALLS.has(full) || STORAGE_DTYPES.has(full) || DTYPES.has(full)) return checked({ kind: 'global', name: full });
    return MODEL_MODULES.test(module) ? refused(texts.wholeModel(full)) : refused(texts.unknownGlobal(full));
  },
  call: (callee, args) => {
    const call = isKind(callee, 'global') ? CALLS.get(callee.name) : undefined;
    return call === undefined ? refused(texts.callsNoFunction) : call(args);
  },
  persistent: (id) => (isKind(id, 'tuple') ? storageOf(id.items) : refused(texts.bytesByNoTuple)),
};

function emptyDict(): Checked<PickleValue> {
  return checked({ kind: 'dict', items: new Map() });
}

/** `('storage', type, key, location, length)`; the old format adds a view, which no current PyTorch makes. */
function storageOf([tag, type, key, , length, view]: readonly PickleValue[]): Checked<PickledStorage> {
  const dtype = isKind(type, 'global') ? STORAGE_DTYPES.get(type.name) : undefined;
  const bytesPerValue = dtype === undefined ? undefined : BYTES_PER_VALUE.get(dtype);
  if (tag !== 'storage' || dtype === undefined || bytesPerValue === undefined) {
    return refused(texts.unknownStorage);
  }
  if (typeof key !== 'string') return refused(texts.storageWithoutKey);
  if (!isCount(length)) return refused(texts.impossibleLength(key));
  if (view !== undefined && view !== null) return refused(texts.partOfStorage(key));
  return checked({ kind: 'storage', key, dtype, length, bytes: length * bytesPerValue });
}

function rebuildTensor([storage, offset, shape, strides]: readonly PickleValue[]): Checked<PickleValue> {
  return tensorOf(storage, null, offset, shape, strides);
}

/** Of an untyped storage: `(storage, offset, shape, strides, requires_grad, hooks, dtype)`. */
function rebuildTypedTensor(args: readonly PickleValue[]): Checked<PickleValue> {
  const [storage, offset, shape, strides, , , type] = args;
  const dtype = isKind(type, 'global') ? DTYPES.get(type.name) : undefined;
  return dtype === undefined ? refused(texts.tensorOfUnknownType) : tensorOf(storage, dtype, offset, shape, strides);
}

function rebuildParameter([tensor]: readonly PickleValue[]): Checked<PickleValue> {
  return isKind(tensor, 'tensor') ? checked(tensor) : refused(texts.parameterNoTensor);
}

/** `dtype` null: the storage's own. */
function tensorOf(
  storage: PickleValue | undefined,
  dtype: string | null,
  offset: PickleValue | undefined,
  shape: PickleValue | undefined,
  strides: PickleValue | undefined,
): Checked<PickledTensor> {
  if (!isKind(storage, 'storage')) return refused(texts.tensorWithoutStorage);
  const sides = countsOf(shape);
  const steps = countsOf(strides);
  if (!isCount(offset) || sides === null || steps === null || sides.length !== steps.length) {
    return refused(texts.impossibleTensor);
  }
  return checked({ kind: 'tensor', storage, dtype: dtype ?? storage.dtype, offset, shape: sides, strides: steps });
}

function isCount(value: PickleValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** A tuple of integers that are not negative; null for anything else. */
function countsOf(value: PickleValue | undefined): readonly number[] | null {
  return isKind(value, 'tuple') && value.items.every(isCount) ? value.items : null;
}
