import { pickleFaultTexts as texts } from '../../shared/texts/pickle-faults.ts';
import { checked, refused, type Checked } from './checked.ts';
import { OPCODES, type Opcode, type PickleState, type PickleVocabulary } from './pickle-opcodes.ts';
import { REFUSED_OPCODES } from './pickle-refused-opcodes.ts';
import type { PickleValue } from './pickle-value.ts';

interface Unpickled {
  readonly value: PickleValue;
  /** Byte behind the pickle. */
  readonly end: number;
}

/** A checkpoint of EfficientNet-B7 with averaged weights and its optimizer's state has some 150,000. */
const MAX_INSTRUCTIONS = 500_000;

const MARK = 0x28;
const STOP = 0x2e;
const PROTO = 0x80;
const FRAME = 0x95;
const NEWEST_PROTOCOL = 5;
const NEW_LINE = 0x0a;

/**
 * Reads one pickle, from byte `start` on, as data. It is a program for a stack machine, of which only the instructions
 * in `OPCODES` exist here, and only the names in `vocabulary`; nothing is recursive, and what it takes of memory is
 * bounded by the number of its instructions.
 */
export function unpickle(
  bytes: Uint8Array<ArrayBuffer>,
  start: number,
  vocabulary: PickleVocabulary,
): Checked<Unpickled> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const state: PickleState = { memo: new Map(), vocabulary };
  /** What lies below each mark, the first mark's first. */
  const below: PickleValue[][] = [];
  let stack: PickleValue[] = [];
  let position = start;
  for (let count = 0; count < MAX_INSTRUCTIONS; count++) {
    if (position >= view.byteLength) return refused(texts.withoutStop);
    const code = view.getUint8(position);
    position += 1;
    if (code === MARK) {
      below.push(stack);
      stack = [];
      continue;
    }
    if (code === STOP) {
      const value = stack.pop();
      const isLast = value !== undefined && stack.length === 0 && below.length === 0;
      return isLast ? checked({ value, end: position }) : refused(texts.notOneValue);
    }
    if (code === PROTO || code === FRAME) {
      const length = code === PROTO ? 1 : 8;
      if (position + length > view.byteLength) return refused(texts.withoutStop);
      // A frame is a hint how much to read at once; all of it is here.
      if (code === PROTO && view.getUint8(position) > NEWEST_PROTOCOL) return refused(texts.unknownProtocol);
      position += length;
      continue;
    }
    const opcode = OPCODES.get(code);
    if (opcode === undefined) return refused(unknownOpcode(code));
    const argument = readArgument(view, position, opcode.argument);
    if (argument === null) return refused(texts.endsWithin(opcode.name));
    position = argument.end;
    let items: PickleValue[] = [];
    if (opcode.marked === true) {
      const lower = below.pop();
      if (lower === undefined) return refused(texts.withoutMark(opcode.name));
      items = stack;
      stack = lower;
    }
    if (stack.length < opcode.takes) return refused(texts.tooLittleOnStack(opcode.name));
    const taken = stack.splice(stack.length - opcode.takes);
    const result = opcode.run({ taken, items, argument: argument.bytes }, state);
    if (!result.ok) return result;
    stack.push(result.value);
  }
  return refused(texts.tooManyInstructions(MAX_INSTRUCTIONS));
}

function unknownOpcode(code: number): string {
  const name = REFUSED_OPCODES.get(code);
  const hex = `0x${code.toString(16).padStart(2, '0')}`;
  return name === undefined ? texts.noInstruction(hex) : texts.refusedInstruction(name);
}

interface Argument {
  readonly bytes: DataView;
  readonly end: number;
}

/** The bytes of an instruction's argument; null where the pickle ends before. */
function readArgument(view: DataView, position: number, kind: Opcode['argument']): Argument | null {
  switch (kind) {
    case 'counted-1':
      if (position + 1 > view.byteLength) return null;
      return slice(view, position + 1, view.getUint8(position), 0);
    case 'counted-4':
      if (position + 4 > view.byteLength) return null;
      return slice(view, position + 4, view.getUint32(position, true), 0);
    case 'two-lines': {
      const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      const first = bytes.indexOf(NEW_LINE, position);
      const second = first < 0 ? -1 : bytes.indexOf(NEW_LINE, first + 1);
      return second < 0 ? null : slice(view, position, second - position, 1);
    }
    default:
      return slice(view, position, kind, 0);
  }
}

function slice(view: DataView, start: number, length: number, terminator: number): Argument | null {
  if (start + length + terminator > view.byteLength) return null;
  return { bytes: new DataView(view.buffer, view.byteOffset + start, length), end: start + length + terminator };
}
