import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessage } from '../../main/process/message-code.ts';

const through = (message: object): unknown => decodeMessage(Buffer.concat(encodeMessage(message)));

describe('a message as bytes', () => {
  it.each([
    [
      'plain data',
      { kind: 'done', ids: [1, 2], score: 0.1 + 0.2, text: 'ä "x" \u2028 😀', nothing: null, yes: true, in: {} },
    ],
    ['numbers as they are', { least: 5e-324, most: Number.MAX_VALUE, float: Math.fround(0.1), whole: 2 ** 53 - 1 }],
    ['whole numbers of any size', { mtimeNs: 2n ** 63n - 1n, below: -5n }],
    ['maps', { settings: new Map([['model', 'lite0']]), nested: new Map([[1, new Map([['a', 5n]])]]) }],
    ['bytes', { path: Buffer.from([0x66, 0xff]), more: [Buffer.alloc(0), Buffer.alloc(70_000, 7)] }],
  ])('is the same afterwards: %s', (_what, message) => {
    expect(through(message)).toEqual(message);
  });

  it('gives bytes of any kind back as a Buffer', () => {
    const { path } = through({ path: Uint8Array.of(1, 255) }) as { readonly path: unknown };
    expect(path).toEqual(Buffer.from([1, 255]));
  });

  it('leaves out what is undefined', () => {
    expect(through({ id: 1, value: undefined })).toEqual({ id: 1 });
  });
});
