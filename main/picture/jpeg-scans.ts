/** Markers of ITU-T T.81, table B.1. */
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const START_OF_IMAGE = 0xd8;
const FIRST_RESTART = 0xd0;
const LAST_RESTART = 0xd7;

/**
 * Counts the colour components of a progressive JPEG whose coarse scan (DC coefficients: the picture at an eighth of its
 * size) is there from its beginning to its end, that is, up to the next marker. Stops without an error where the file
 * ends.
 */
export function countCoarseComponents(bytes: Buffer): number {
  const complete = new Set<number>();
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return complete.size;
    const marker = bytes[at + 1]!;
    // Fill bytes may come before a marker.
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === END_OF_IMAGE || marker === START_OF_IMAGE) return complete.size;
    const length = bytes.readUInt16BE(at + 2);
    const segment = bytes.subarray(at + 4, at + 2 + length);
    at += 2 + length;
    if (marker !== START_OF_SCAN) continue;

    at = endOfScan(bytes, at);
    if (at >= bytes.length) return complete.size;
    for (const component of coarseComponents(segment)) complete.add(component);
  }
  return complete.size;
}

/** Where the entropy-coded data that begins at `at` ends: at the next marker that is not a restart, or with the file. */
function endOfScan(bytes: Buffer, at: number): number {
  for (let i = bytes.indexOf(0xff, at); i !== -1 && i + 1 < bytes.length; i = bytes.indexOf(0xff, i + 1)) {
    const next = bytes[i + 1]!;
    // FF 00 is a data byte, FF FF fill.
    const isData = next === 0 || next === 0xff || (next >= FIRST_RESTART && next <= LAST_RESTART);
    if (!isData) return i;
  }
  return bytes.length;
}

/** The components of a scan that carries DC coefficients (Ss = 0); none of another, or of a segment cut short. */
function coarseComponents(segment: Buffer): number[] {
  const count = segment[0] ?? 0;
  if (segment[1 + 2 * count] !== 0) return [];
  return Array.from({ length: count }, (_, i) => segment[1 + 2 * i]!);
}
