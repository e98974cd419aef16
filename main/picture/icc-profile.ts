/** sRGB's primaries, adapted to D50: X, Y, Z of red, green and blue (ICC's own sRGB profiles hold these). */
const SRGB_PRIMARIES: Readonly<Record<string, readonly [number, number, number]>> = {
  rXYZ: [0.4361, 0.2225, 0.0139],
  gXYZ: [0.3851, 0.7169, 0.0971],
  bXYZ: [0.1431, 0.0606, 0.7141],
};

/** Profiles of sRGB differ by this much at most through rounding; Display P3's red differs by 0.08. */
const PRIMARY_TOLERANCE = 0.003;

/** sRGB's curve at one half of full scale (IEC 61966-2-1); a pure gamma of 2.2 gives 0.2176. */
const SRGB_HALF = 0.214;
const CURVE_TOLERANCE = 0.002;

/**
 * Whether an ICC profile is one of the many that say sRGB, by its primaries and tone curves, so that a conversion that
 * changes nothing need not be computed (it costs as much as decoding a small JPEG). False for anything unsure.
 */
export function isSrgbProfile(icc: Buffer): boolean {
  try {
    return hasSrgbTags(readTagTable(icc));
  } catch {
    // A table that points outside the profile: let the colour library judge it.
    return false;
  }
}

/** Tag signature → its data (ICC.1:2022, 7.3). A profile has about a dozen; a lying count ends at the buffer's end. */
function readTagTable(icc: Buffer): Map<string, Buffer> {
  const tags = new Map<string, Buffer>();
  const count = Math.min(icc.readUInt32BE(128), 100);
  for (let i = 0; i < count; i++) {
    const entry = 132 + 12 * i;
    const start = icc.readUInt32BE(entry + 4);
    tags.set(icc.toString('latin1', entry, entry + 4), icc.subarray(start, start + icc.readUInt32BE(entry + 8)));
  }
  return tags;
}

function hasSrgbTags(tags: Map<string, Buffer>): boolean {
  // Where there are tables (A2B0), they rule and the primaries are a fallback.
  if (tags.has('A2B0')) return false;
  for (const [signature, primary] of Object.entries(SRGB_PRIMARIES)) {
    const tag = tags.get(signature);
    if (tag === undefined) return false;
    for (const [axis, value] of primary.entries()) {
      if (Math.abs(readFixed(tag, 8 + 4 * axis) - value) > PRIMARY_TOLERANCE) return false;
    }
  }
  return ['rTRC', 'gTRC', 'bTRC'].every((signature) => {
    const half = curveAtHalf(tags.get(signature));
    return half !== null && Math.abs(half - SRGB_HALF) <= CURVE_TOLERANCE;
  });
}

/** The curve's value at one half: a table (`curv`) or formula 3 (`para`), as sRGB profiles have; null for others. */
function curveAtHalf(curve: Buffer | undefined): number | null {
  if (curve === undefined) return null;
  const type = curve.toString('latin1', 0, 4);
  if (type === 'curv') {
    const count = curve.readUInt32BE(8);
    if (count < 16) return null;
    const at = (count - 1) / 2;
    const low = curve.readUInt16BE(12 + 2 * Math.floor(at));
    const high = curve.readUInt16BE(12 + 2 * Math.ceil(at));
    return (low + high) / 2 / 65535;
  }
  if (type === 'para' && curve.readUInt16BE(8) === 3) {
    const [gamma, a, b] = [readFixed(curve, 12), readFixed(curve, 16), readFixed(curve, 20)];
    return (a * 0.5 + b) ** gamma;
  }
  return null;
}

/** s15Fixed16Number */
function readFixed(bytes: Buffer, at: number): number {
  return bytes.readInt32BE(at) / 65536;
}
