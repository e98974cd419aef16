import { checkpointFaultTexts as texts } from '../../shared/texts/checkpoint-faults.ts';
import { failed, type FileSource, type ReadTensor } from './checkpoint-file.ts';
import { decodeBfloat16, decodeFloat16 } from './half-precision.ts';
import { BYTES_PER_VALUE, rowMajorStrides, spannedValues, valueCount, type TensorEntry } from './tensor-entry.ts';

/** Stored values to float32. Little-endian, as is every platform that the inference runtimes exist for. */
const DECODERS: ReadonlyMap<string, (stored: ArrayBuffer) => Float32Array> = new Map([
  ['F32', (stored) => new Float32Array(stored)],
  ['F16', (stored) => decodeFloat16(new Uint16Array(stored))],
  ['BF16', (stored) => decodeBfloat16(new Uint16Array(stored))],
  ['F64', (stored) => Float32Array.from(new Float64Array(stored))],
]);

/** Reads the bytes that a tensor spans, and no others, and puts its values in row-major order. */
export async function readTensor(source: FileSource, entry: TensorEntry): Promise<ReadTensor> {
  const { name, dtype, shape, offset, strides } = entry;
  const decode = DECODERS.get(dtype);
  const bytesPerValue = BYTES_PER_VALUE.get(dtype);
  if (decode === undefined || bytesPerValue === undefined) {
    const reason = texts.unreadType(dtype, [...DECODERS.keys()]);
    return failed(source.path, 'wrong-network', reason, name);
  }
  const stored = await source.read(offset, spannedValues(shape, strides) * bytesPerValue);
  if (!stored.ok) return failed(source.path, stored.fault.kind, stored.fault.reason, name);
  const values = decode(stored.bytes.buffer);
  return { ok: true, values: isRowMajor(shape, strides) ? values : gather(values, shape, strides) };
}

function isRowMajor(shape: readonly number[], strides: readonly number[]): boolean {
  // The step along an axis of length 1 is never taken, whatever it is.
  return rowMajorStrides(shape).every((stride, axis) => stride === strides[axis] || shape[axis] === 1);
}

/** The values of a strided view, row-major. */
function gather(stored: Float32Array, shape: readonly number[], strides: readonly number[]): Float32Array {
  const values = new Float32Array(valueCount(shape));
  const index = new Array<number>(shape.length).fill(0);
  let place = 0;
  for (let i = 0; i < values.length; i++) {
    values[i] = stored[place]!;
    // The index counts up as an odometer does, its last axis first.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place += strides[axis]!;
      index[axis]! += 1;
      if (index[axis]! < shape[axis]!) break;
      place -= index[axis]! * strides[axis]!;
      index[axis] = 0;
    }
  }
  return values;
}
