import type { RawPixels } from './raw-pixels.ts';

/** TIFF 6.0 field types: 16 bits, 32 bits, bytes. */
const SHORT = 3;
const LONG = 4;
const UNDEFINED = 7;

/**
 * Wraps RGB pixels and the ICC profile they are meant in into an uncompressed TIFF: the one way to hand sharp raw
 * pixels together with a profile.
 *
 * @param pixels RGB
 */
export function profiledTiff(pixels: RawPixels, icc: Buffer): Buffer {
  // Each field: tag, type, count, value or offset; in ascending order of tags, as TIFF demands.
  const fieldCount = 10;
  const bitsAt = 8 + 2 + 12 * fieldCount + 4;
  const iccAt = bitsAt + 6;
  const pixelsAt = iccAt + icc.length;
  const fields: readonly (readonly [tag: number, type: number, count: number, value: number])[] = [
    [256, LONG, 1, pixels.width],
    [257, LONG, 1, pixels.height],
    [258, SHORT, 3, bitsAt],
    [259, SHORT, 1, 1], // not compressed
    [262, SHORT, 1, 2], // RGB
    [273, LONG, 1, pixelsAt],
    [277, SHORT, 1, 3], // channels
    [278, LONG, 1, pixels.height], // one strip
    [279, LONG, 1, pixels.data.length],
    [34675, UNDEFINED, icc.length, iccAt],
  ];

  const head = Buffer.alloc(iccAt);
  head.write('II*\0', 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(fields.length, 8);
  for (const [i, [tag, type, count, value]] of fields.entries()) {
    const at = 10 + 12 * i;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    head.writeUInt32LE(value, at + 8);
  }
  for (let channel = 0; channel < 3; channel++) head.writeUInt16LE(8, bitsAt + 2 * channel);
  return Buffer.concat([head, icc, pixels.data]);
}
