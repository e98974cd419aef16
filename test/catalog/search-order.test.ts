import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareRanked } from '../../main/catalog/search-order.ts';
import { pathFromBytes } from '../../shared/file-path.ts';

const root = { id: 1, path: '/m' };

function order(a: Uint8Array, b: Uint8Array): number {
  const rank = (bytes: Uint8Array) => ({ picture: 1, root, path: pathFromBytes(bytes), takenAt: null, match: null });
  return Math.sign(compareRanked(rank(a), rank(b), 'descending'));
}

it('sorts paths by their bytes, as SQLite does', () => {
  // Long common beginnings, and characters on either side of UTF-16's surrogates.
  const text = fc.string({ unit: fc.constantFrom('a', 'B', 'é', '\uffff', '\ue000', '😀', '𝒳', '퟿'), maxLength: 6 });
  const encoder = new TextEncoder();
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [left, right] = [encoder.encode(a), encoder.encode(b)];
      expect(order(left, right)).toBe(Math.sign(Buffer.compare(left, right)));
    }),
    { numRuns: 2000 },
  );
});

it('sorts what is not UTF-8 after all text', () => {
  expect(order(Buffer.from([0xff]), Buffer.from('z'))).toBe(1);
  expect(order(Buffer.from([0x80, 0xff]), Buffer.from([0x81]))).toBe(-1);
});
