import { expect } from 'vitest';
import { endPickle, int, little, op, startPickle, text, type PickleWriter } from './pickle-writer.ts';

export type Write = (writer: PickleWriter) => void;

export function pickle(write: Write): Buffer {
  const writer = startPickle();
  write(writer);
  return endPickle(writer);
}

/** A reference to storage `key` of float32. */
function storage(writer: PickleWriter, key: string, length: Write): void {
  op(writer, '(');
  text(writer, 'storage');
  op(writer, 'c', 'torch\nFloatStorage\n');
  text(writer, key);
  text(writer, 'cpu');
  length(writer);
  op(writer, 'tQ');
}

export interface TensorParts {
  readonly key?: string;
  readonly length?: Write;
  readonly offset?: Write;
  readonly shape?: Write;
  readonly strides?: Write;
}

export const pair = (first: Write, second: Write) => (writer: PickleWriter) => {
  first(writer);
  second(writer);
  op(writer, '\x86');
};
export const number = (value: number) => (writer: PickleWriter) => {
  int(writer, value);
};
/** 2^`power`, or one below, as LONG1. */
export const power =
  (exponent: number, less = 0n) =>
  (writer: PickleWriter) => {
    const bytes = Buffer.alloc(9);
    bytes.writeBigUInt64LE(2n ** BigInt(exponent) - less);
    op(writer, '\x8a', Buffer.concat([little(9, 1), bytes]));
  };
export const minusOne: Write = (writer) => {
  op(writer, 'J', Buffer.from([255, 255, 255, 255]));
};

/** A state dict of one tensor, `[2, 3]` of a storage of six values, but for what is given. */
export function tensorDict({
  key = '0',
  length = number(6),
  offset = number(0),
  shape = pair(number(2), number(3)),
  strides = pair(number(3), number(1)),
}: TensorParts): Buffer {
  return pickle((writer) => {
    op(writer, '}');
    text(writer, 'weight');
    op(writer, 'c', 'torch._utils\n_rebuild_tensor_v2\n');
    op(writer, '(');
    storage(writer, key, length);
    offset(writer);
    shape(writer);
    strides(writer);
    op(writer, '\x89}tRs');
  });
}

export const SIX = new Uint8Array(Float32Array.of(1, 2, 3, 4, 5, 6).buffer);

/** The fault of a file that breaks its format, for `toMatchObject`. */
export function refusal(reason: string, tensor: string | null = null) {
  return { kind: 'invalid-format', tensor, reason: expect.stringContaining(reason) as string };
}
