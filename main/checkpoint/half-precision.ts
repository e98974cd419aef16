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
