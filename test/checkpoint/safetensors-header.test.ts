import { describe, expect, it } from 'vitest';
import { parseSafetensorsHeader } from '../../main/checkpoint/safetensors-header.ts';

function parse(header: unknown, dataBytes: number) {
  const text = typeof header === 'string' ? header : JSON.stringify(header);
  return parseSafetensorsHeader(new TextEncoder().encode(text), dataBytes);
}

const a = { dtype: 'F32', shape: [2, 1], data_offsets: [0, 8] };
const b = { dtype: 'F16', shape: [3], data_offsets: [8, 14] };

describe('a sound header', () => {
  it('gives the tensors in the order of their bytes', () => {
    expect(parse({ b, a, __metadata__: { format: 'pt' } }, 14)).toEqual({
      ok: true,
      entries: [
        { name: 'a', dtype: 'F32', shape: [2, 1], offset: 0, bytes: 8 },
        { name: 'b', dtype: 'F16', shape: [3], offset: 8, bytes: 6 },
      ],
    });
  });

  it('may be padded with spaces, and hold scalars, empty tensors and names of built-in properties', () => {
    const text =
      '{"__proto__":{"dtype":"I64","shape":[],"data_offsets":[0,8]},' +
      '"constructor":{"dtype":"F32","shape":[0,5],"data_offsets":[8,8]}}   ';
    expect(parse(text, 8)).toMatchObject({ ok: true, entries: [{ name: '__proto__' }, { name: 'constructor' }] });
  });
});

describe('a broken header is refused, with the tensor and the reason', () => {
  it.each([
    ['no JSON', '{"a":', 0, null, 'not JSON'],

    ['no object', '[1]', 0, null, 'not a JSON object'],
    ['null', 'null', 0, null, 'not a JSON object'],
    ['metadata that are not text', { __metadata__: { a: 1 } }, 0, null, 'metadata'],
    ['no offsets', { a: { dtype: 'F32', shape: [2] } }, 8, 'a', 'not described'],
    ['a field too many', { a: { ...a, extra: 1 } }, 8, 'a', 'not described'],
    ['a negative side', { a: { ...a, shape: [-2, -1] } }, 8, 'a', 'not described'],
    ['a broken side', { a: { ...a, shape: [2.5] } }, 8, 'a', 'not described'],
    ['a negative offset', { a: { ...a, data_offsets: [-8, 0] } }, 8, 'a', 'not described'],
    ['an unknown type', { a: { ...a, dtype: 'F33' } }, 8, 'a', 'unknown type, F33'],
    ['a type that is a built-in property', { a: { ...a, dtype: 'constructor' } }, 8, 'a', 'unknown type'],
    ['offsets the wrong way round', { a: { ...a, data_offsets: [8, 0] } }, 8, 'a', 'has -8 bytes'],
    ['too few bytes', { a: { ...a, data_offsets: [0, 7] } }, 7, 'a', 'has 7 bytes where F32 [2, 1] takes 8'],
    ['sides whose product overflows', { a: { ...a, shape: [2 ** 40, 2 ** 40] } }, 8, 'a', 'impossibly large'],
    ['an overlap', { a, b: { ...b, data_offsets: [6, 12] } }, 12, 'b', 'overlaps'],
    ['twice the same bytes', { a, b: a }, 8, 'b', 'overlaps'],
    ['a hole', { a, b: { ...b, data_offsets: [9, 15] } }, 15, 'b', 'leaves a hole'],
    ['a hole at the start', { b }, 14, 'b', 'leaves a hole'],
    ['bytes behind the last tensor', { a }, 9, null, 'has 9 bytes of data where its header describes 8'],
    ['a file that ends early', { a, b }, 13, null, 'incomplete or damaged'],
  ])('%s', (_, header, dataBytes, tensor, reason) => {
    expect(parse(header, dataBytes)).toMatchObject({
      ok: false,
      tensor,
      reason: expect.stringContaining(reason) as string,
    });
  });
});
