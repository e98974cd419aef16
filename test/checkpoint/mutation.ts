/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Lengths, offsets and counts that formats are wrong about. */
const NUMBERS = [
  0n,
  1n,
  0x7fn,
  0xffn,
  0x7fffn,
  0xffffn,
  2n ** 31n - 1n,
  2n ** 31n,
  2n ** 32n - 1n,
  2n ** 32n,
  2n ** 53n,
  2n ** 63n - 1n,
  2n ** 63n,
  2n ** 64n - 1n,
];

/** Digits, for JSON, and instructions, for pickles. */
const SIGNIFICANT = '0129-eE.[]{}",:()NKMJXthjqrRbQcusae';

/** Kinds of damage: the first half leaves a file as long as it is, and so everything at its place. */
const DAMAGES: readonly ((bytes: Buffer, at: number, length: number, below: (end: number) => number) => Buffer)[] = [
  (bytes, at, _, below) => overwrite(bytes, at, Buffer.of(below(256))),
  (bytes, at, _, below) => overwrite(bytes, at, Buffer.of(bytes[at]! ^ (1 << below(8)))),
  (bytes, at, _, below) => overwrite(bytes, at, Buffer.from(SIGNIFICANT.charAt(below(SIGNIFICANT.length)))),
  (bytes, at, _, below) => {
    const number = Buffer.alloc(8);
    number.writeBigUInt64LE(NUMBERS[below(NUMBERS.length)]!);
    return overwrite(bytes, at, number.subarray(0, [1, 2, 4, 8][below(4)]));
  },
  (bytes, at, length, below) => {
    const from = below(bytes.length);
    return overwrite(bytes, at, bytes.subarray(from, from + length));
  },
  (bytes, at) => bytes.subarray(0, at),
  (bytes, at, length) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]),
  (bytes, at, length, below) => {
    const from = below(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(from, from + length), bytes.subarray(at)]);
  },
];
const IN_PLACE = 5;
/** What describes a file's tensors is mostly at its beginning. */
const BEGINNING = 1024;

function overwrite(bytes: Buffer, at: number, by: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  by.copy(changed, at);
  return changed;
}

/** One to four damages of a sound file, of which at least half of the times none moves anything. */
export function mutate(sound: Buffer, random: () => number): Buffer {
  const below = (end: number) => Math.floor(random() * end);
  const kinds = random() < 0.6 ? IN_PLACE : DAMAGES.length;
  const reach = random() < 0.5 ? BEGINNING : Infinity;
  let bytes = sound;
  for (let left = 1 + below(1 + below(4)); left > 0 && bytes.length > 0; left--) {
    const at = below(Math.min(bytes.length, reach));
    const length = 1 + below(16);
    bytes = DAMAGES[below(kinds)]!(bytes, at, length, below);
  }
  return bytes;
}
