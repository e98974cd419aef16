/** Every float16 value as float32, by its bits; built on first use (256 KiB). */
let float16Values: Float32Array | null = null;

function float16Table(): Float32Array {
  const table = new Float32Array(0x10000);
  for (let bits = 0; bits < table.length; bits++) {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 0x1f;
    const fraction = (bits & 0x3ff) / 0x400;
    if (exponent === 0x1f) table[bits] = fraction === 0 ? sign * Infinity : NaN;
    else if (exponent === 0) table[bits] = sign * fraction * 2 ** -14;
    else table[bits] = sign * (1 + fraction) * 2 ** (exponent - 15);
  }
  return table;
}

/** IEEE 754 binary16 to float32, exactly; `bits` holds one value an element. */
export function decodeFloat16(bits: Uint16Array): Float32Array {
  float16Values ??= float16Table();
  const values = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) values[i] = float16Values[bits[i]!]!;
  return values;
}

/** bfloat16 to float32, exactly: it is the upper half of one. */
export function decodeBfloat16(bits: Uint16Array): Float32Array {
  const words = new Uint32Array(bits.length);
  for (let i = 0; i < bits.length; i++) words[i] = bits[i]! << 16;
  return new Float32Array(words.buffer);
}

/** float32 to bfloat16, exact for values that came from one: the lower half of each is dropped. */
export function encodeBfloat16(values: Float32Array): Uint16Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  return Uint16Array.from(words, (word) => word >>> 16);
}

/** Half of the distance between two float16 values of the same exponent, in the bits of a float32. */
const HALF_STEP = 0xfff;
const FLOAT32_BITS_BELOW_FLOAT16 = 13;
/** float32 bits of 2^16, 2^-14 (the smallest normal float16) and of what the exponents' biases differ by. */
const BEYOND_FLOAT16 = 0x47800000;
const SMALLEST_NORMAL = 0x38800000;
const BIAS_DIFFERENCE = 0x38000000;

/** float32 to IEEE 754 binary16, rounded to the nearest, ties to even; what is too large becomes infinite. */
export function encodeFloat16(values: Float32Array): Uint16Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const bits = new Uint16Array(values.length);
  for (let i = 0; i < words.length; i++) {
    const sign = (words[i]! >>> 16) & 0x8000;
    bits[i] = sign | magnitudeBits(words[i]! & 0x7fffffff);
  }
  return bits;
}

/** float16 bits of a value that is not negative, given as float32 bits. */
function magnitudeBits(word: number): number {
  if (word > 0x7f800000) return 0x7e00;
  if (word >= BEYOND_FLOAT16) return 0x7c00;
  if (word < SMALLEST_NORMAL) return subnormalBits(word);
  const even = (word >>> FLOAT32_BITS_BELOW_FLOAT16) & 1;
  return (word - BIAS_DIFFERENCE + HALF_STEP + even) >>> FLOAT32_BITS_BELOW_FLOAT16;
}

/** The number of 2^-24, float16's smallest step, that come nearest. */
function subnormalBits(word: number): number {
  const shift = 126 - (word >>> 23);
  // Below half a step, or exactly there: the even neighbour is zero.
  if (shift > 24) return 0;
  const significand = (word & 0x7fffff) | 0x800000;
  const even = (significand >>> shift) & 1;
  return (significand + (1 << (shift - 1)) - 1 + even) >>> shift;
}
