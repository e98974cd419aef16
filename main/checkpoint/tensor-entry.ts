/**
 * One tensor of a checkpoint, of whichever format: a strided view of bytes of the file. Whoever makes one has checked
 * that every value lies within the file, and that there are no more values than the file stores.
 */
export interface TensorEntry {
  readonly name: string;
  /** As the safetensors format calls types: `F32`, `F16`, `BF16`, `F64`, `I64`… */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Byte of the file at which the value of index [0, 0, …] lies. */
  readonly offset: number;
  /** Values to step over for one index more of each axis; `rowMajorStrides` where the tensor was not transposed. */
  readonly strides: readonly number[];
}

/** Bytes of one value, by the type's name. */
export const BYTES_PER_VALUE: ReadonlyMap<string, number> = new Map([
  ['BOOL', 1],
  ['U8', 1],
  ['I8', 1],
  ['F8_E4M3', 1],
  ['F8_E5M2', 1],
  ['U16', 2],
  ['I16', 2],
  ['F16', 2],
  ['BF16', 2],
  ['U32', 4],
  ['I32', 4],
  ['F32', 4],
  ['U64', 8],
  ['I64', 8],
  ['F64', 8],
]);

/** Number of values; beyond 2^53 a rounded one, or Infinity. */
export function valueCount(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

/** Strides of a tensor whose last axis is contiguous: `[3, 2, 4]` → `[8, 4, 1]`. */
export function rowMajorStrides(shape: readonly number[]): readonly number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= shape[axis]!;
  }
  return strides;
}

/** Values from the first to the last, both included, in the order of storage; 0 for an empty tensor. */
export function spannedValues(shape: readonly number[], strides: readonly number[]): number {
  if (valueCount(shape) === 0) return 0;
  return shape.reduce((last, side, axis) => last + (side - 1) * strides[axis]!, 1);
}
