import { checkpointFaultTexts as texts } from '../../shared/texts/checkpoint-faults.ts';
import { checked, refused, type Checked } from './checked.ts';
import { isKind, type PickleDict, type PickledStorage, type PickledTensor, type PickleValue } from './pickle-value.ts';
import { BYTES_PER_VALUE, spannedValues, valueCount, type TensorEntry } from './tensor-entry.ts';

/** Bytes of the file that a storage is. */
export interface StoragePlace {
  readonly start: number;
  readonly bytes: number;
}

export type StateDictEntries =
  | { readonly ok: true; readonly entries: readonly TensorEntry[] }
  | { readonly ok: false; readonly tensor: string | null; readonly reason: string };

/**
 * Where training programs keep the weights beside an optimizer's state, the preferred first: averaged weights are what
 * they validate and publish. timm (timm/models/_helpers.py, `load_state_dict`) has the same keys in the same order;
 * torchvision's references write `model` and `model_ema`.
 */
const NESTED = ['state_dict_ema', 'model_ema', 'state_dict', 'model'];

/** No tensor of a network has more axes than a kernel's four; with a bound on them messages stay short. */
const MAX_AXES = 8;

/** The tensors of what a PyTorch file holds: a state dict, or a training program's checkpoint with one in it. */
export function stateDictEntries(
  root: PickleValue,
  locate: (storage: PickledStorage) => Checked<StoragePlace>,
): StateDictEntries {
  const found = findStateDict(root);
  if (!found.ok) return { ...found, tensor: null };
  const entries: TensorEntry[] = [];
  for (const [name, tensor] of found.value) {
    const place = locate(tensor.storage);
    if (!place.ok) return { ...place, tensor: name };
    const entry = entryOf(name, tensor, place.value);
    if (!entry.ok) return { ...entry, tensor: name };
    entries.push(entry.value);
  }
  return { ok: true, entries };
}

function findStateDict(root: PickleValue): Checked<readonly (readonly [string, PickledTensor])[]> {
  if (!isKind(root, 'dict')) return refused(texts.noStateDict);
  const nested = NESTED.map((key) => root.items.get(key));
  for (const dict of [...nested, root]) {
    const tensors = isKind(dict, 'dict') ? tensorsOf(dict) : [];
    if (tensors.length > 0) return checked(tensors);
  }
  const keys = [...root.items.keys()].filter((key) => typeof key === 'string');
  return refused(texts.noNamedTensors(NESTED, keys.slice(0, 8)));
}

/** What else stands there (numbers, texts, other dicts) is no weight. */
function tensorsOf({ items }: PickleDict): readonly (readonly [string, PickledTensor])[] {
  const tensors: [string, PickledTensor][] = [];
  for (const [name, value] of items) {
    if (typeof name === 'string' && isKind(value, 'tensor')) tensors.push([name, value]);
  }
  return tensors;
}

/** A tensor as a view of the file, if all of it lies within its storage. */
function entryOf(name: string, tensor: PickledTensor, storage: StoragePlace): Checked<TensorEntry> {
  const { dtype, shape, strides, offset } = tensor;
  if (shape.length > MAX_AXES) return refused(texts.tooManyAxes(shape.length, MAX_AXES));
  const bytesPerValue = BYTES_PER_VALUE.get(dtype);
  if (bytesPerValue === undefined) return refused(texts.unknownType(dtype));
  const stored = Math.floor(storage.bytes / bytesPerValue);
  // Sums and products beyond 2^53 are rounded, but still larger than any file.
  if (offset + spannedValues(shape, strides) > stored) {
    return refused(texts.beyondStorage(shape, offset, stored));
  }
  if (valueCount(shape) > stored) return refused(texts.largerThanStorage(shape, stored));
  return checked({ name, dtype, shape, offset: storage.start + offset * bytesPerValue, strides });
}
