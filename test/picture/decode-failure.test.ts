import { describe, expect, it } from 'vitest';
import { tooLarge, unreadablePicture, unsupportedFormat } from '../../main/picture/decode-failure.ts';

describe('details of failures', () => {
  it('keep one short line of what a library says', () => {
    const { detail } = unreadablePicture('png', new Error(`${'x'.repeat(200)}\nsecond line`));
    expect(detail).toBe(
      `The file is damaged or incomplete: its content cannot be decoded as PNG (${'x'.repeat(80)}). ` +
        'Copy it again from where it came from, or open it in another program and save it anew.',
    );
  });

  it('say the numbers', () => {
    expect(tooLarge({ width: 30_000, height: 20_000 }, 2.4e9, 537e6).detail).toMatch(
      /^The picture has 30000 × 20000 pixels\. Decoding it takes up to 2\.4 GB of memory; there are 537 MB for/,
    );
  });

  it('say what it seems to be, where that is known', () => {
    expect(unsupportedFormat('a PDF document').detail).toContain('It seems to be a PDF document.');
    expect(unsupportedFormat(null).detail).toContain('Its content is of no kind that is known here.');
  });
});
