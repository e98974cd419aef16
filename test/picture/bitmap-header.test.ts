import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBitmapHeader } from '../../main/picture/bitmap-header.ts';
import { fixture } from './quadrants.ts';

describe('readBitmapHeader', () => {
  it.each([
    ['1-bit.bmp', 8],
    ['4-bit.bmp', 24],
    ['8-bit.bmp', 48],
    ['8-bit-os2.bmp', 48],
    ['16-bit-565.bmp', 96],
    ['24-bit.bmp', 144],
    ['24-bit-top-down.bmp', 144],
    ['32-bit.bmp', 192],
    ['8-bit-rle.bmp', null],
  ])('%s has rows of %s bytes', (name, rowBytes) => {
    const bytes = fixture(name);
    const header = readBitmapHeader(bytes);
    expect(header).toMatchObject({ width: 48, height: 32, rowBytes });
    if (rowBytes !== null) expect(header!.pixelsAt + 32 * rowBytes).toBe(bytes.length);
  });

  it('null without width or height, or where the headers are cut off', () => {
    const flat = fixture('24-bit.bmp');
    flat.writeInt32LE(0, 22);
    expect(readBitmapHeader(flat)).toBeNull();
    const negative = fixture('24-bit.bmp');
    negative.writeInt32LE(-48, 18);
    expect(readBitmapHeader(negative)).toBeNull();
    expect(readBitmapHeader(fixture('24-bit.bmp').subarray(0, 30))).toBeNull();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const header = readBitmapHeader(Buffer.concat([Buffer.from('BM'), bytes]));
        expect(header === null || header.width > 0).toBe(true);
      }),
    );
  });
});
