import { describe, expect, it } from 'vitest';
import { decodeBfloat16, decodeFloat16, encodeFloat16 } from '../../main/checkpoint/half-precision.ts';

describe('decodeFloat16', () => {
  it.each([
    ['zero', 0x0000, 0],
    ['minus zero', 0x8000, -0],
    ['one', 0x3c00, 1],
    ['minus two', 0xc000, -2],
    ['the nearest to 1/3', 0x3555, 0.333251953125],
    ['the largest', 0x7bff, 65504],
    ['the smallest normal', 0x0400, 2 ** -14],
    ['the largest subnormal', 0x03ff, 2 ** -14 * (1023 / 1024)],
    ['the smallest subnormal', 0x0001, 2 ** -24],
    ['infinity', 0x7c00, Infinity],
    ['minus infinity', 0xfc00, -Infinity],
    ['not a number', 0x7e00, NaN],
  ])('reads %s', (_, bits, value) => {
    expect([...decodeFloat16(Uint16Array.of(bits))]).toEqual([value]);
  });

  it('is strictly increasing over the positive values', () => {
    const values = decodeFloat16(Uint16Array.from({ length: 0x7c01 }, (_, bits) => bits));
    expect(values.every((value, i) => i === 0 || value > (values[i - 1] ?? NaN))).toBe(true);
  });
});

describe('decodeBfloat16', () => {
  it.each([
    ['one', 0x3f80, 1],
    ['minus two', 0xc000, -2],
    ['pi, to 8 bits', 0x4049, 3.140625],
    ['the smallest subnormal', 0x0001, 2 ** -133],
    ['infinity', 0x7f80, Infinity],
    ['not a number', 0x7fc0, NaN],
  ])('reads %s', (_, bits, value) => {
    expect([...decodeBfloat16(Uint16Array.of(bits))]).toEqual([value]);
  });
});

describe('encodeFloat16', () => {
  it('gives back every float16 value that is a number', () => {
    const all = Uint16Array.from({ length: 0x10000 }, (_, bits) => bits);
    const numbers = all.filter((bits) => (bits & 0x7fff) <= 0x7c00);
    expect(encodeFloat16(decodeFloat16(numbers))).toEqual(numbers);
  });

  it('rounds what is between two to the nearer, and what is in the middle to the even one', () => {
    const all = Uint16Array.from({ length: 0x7c00 }, (_, bits) => bits);
    const values = decodeFloat16(all);
    for (const [part, up] of [
      [0.499, () => 0],
      [0.5, (bits: number) => bits % 2],
      [0.501, () => 1],
    ] as const) {
      const between = values.map((value, i) => value + part * ((values[i + 1] ?? 65536) - value));
      expect(encodeFloat16(between)).toEqual(all.map((bits) => bits + up(bits)));
    }
  });

  it.each([
    ['the largest', 65504, 0x7bff],
    ['too large a value', 1e6, 0x7c00],
    ['too small a value', 2 ** -25, 0],
    ['minus zero', -0, 0x8000],
    ['minus infinity', -Infinity, 0xfc00],
    ['not a number', NaN, 0x7e00],
  ])('writes %s', (_, value, bits) => {
    expect([...encodeFloat16(Float32Array.of(value))]).toEqual([bits]);
  });
});
