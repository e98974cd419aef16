import { pickleFaultTexts as texts } from '../../shared/texts/pickle-faults.ts';
import { checked, refused, type Checked } from './checked.ts';
import { isKind, type PickleValue } from './pickle-value.ts';

/** What a pickle can name, and what comes of it: the only way from a pickle to anything but plain data. */
export interface PickleVocabulary {
  /** What `module.name` is; refused where it is unknown. */
  readonly global: (module: string, name: string) => Checked<PickleValue>;
  /** A call of what `global` gave, as REDUCE and NEWOBJ ask for one. */
  readonly call: (callee: PickleValue, args: readonly PickleValue[]) => Checked<PickleValue>;
  /** What lies outside of the pickle under this identifier. */
  readonly persistent: (id: PickleValue) => Checked<PickleValue>;
}

/** What opcodes other than those of the stack work on. */
export interface PickleState {
  readonly memo: Map<number, PickleValue>;
  readonly vocabulary: PickleVocabulary;
}

/** An instruction that takes values from the stack and puts one there. */
export interface Opcode {
  readonly name: string;
  /** Its argument in the file: so many bytes; a length in 1 or 4 bytes, then as many; two lines. */
  readonly argument: number | 'counted-1' | 'counted-4' | 'two-lines';
  /** Values that it takes, below the mark if `marked`. */
  readonly takes: number;
  /** Whether it takes everything above the last mark, too. */
  readonly marked?: true;
  readonly run: (operands: Operands, state: PickleState) => Checked<PickleValue>;
}

interface Operands {
  /** Oldest first, as many as `takes`; a new array, too. */
  readonly taken: PickleValue[];
  /** What was above the mark; a new array, which may be kept. */
  readonly items: PickleValue[];
  readonly argument: DataView;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function decodeText(bytes: DataView): Checked<string> {
  try {
    return checked(decoder.decode(bytes));
  } catch {
    return refused(texts.textNotUtf8);
  }
}

/** A two's complement integer, little-endian, of any length. */
function decodeLong(bytes: DataView): number | bigint {
  let value = 0n;
  for (let i = bytes.byteLength - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes.getUint8(i));
  const signed = BigInt.asIntN(8 * bytes.byteLength, value);
  const number = Number(signed);
  return Number.isSafeInteger(number) ? number : signed;
}

function callWith(callee: PickleValue, args: PickleValue, state: PickleState): Checked<PickleValue> {
  if (!isKind(args, 'tuple')) return refused(texts.callsWithNoTuple);
  return state.vocabulary.call(callee, args.items);
}

function append(list: PickleValue, items: readonly PickleValue[]): Checked<PickleValue> {
  if (!isKind(list, 'list')) return refused(texts.appendsToNoList);
  for (const item of items) list.items.push(item);
  return checked(list);
}

function setItems(dict: PickleValue, items: readonly PickleValue[]): Checked<PickleValue> {
  if (!isKind(dict, 'dict')) return refused(texts.setsItemsOfNoDict);
  if (items.length % 2 !== 0) return refused(texts.keyWithoutValue);
  for (let i = 0; i < items.length; i += 2) {
    const key = items[i]!;
    if (dict.items.has(key)) return refused(texts.twoValues(typeof key === 'string' ? key : null));
    dict.items.set(key, items[i + 1]!);
  }
  return checked(dict);
}

/** Attributes of a dict or an inert object: of no use for weights, so they go nowhere. */
function build(built: PickleValue): Checked<PickleValue> {
  return isKind(built, 'dict') || isKind(built, 'object') ? checked(built) : refused(texts.setsNoState);
}

function recall(index: number, { memo }: PickleState): Checked<PickleValue> {
  const value = memo.get(index);
  return value === undefined ? refused(texts.neverKept(index)) : checked(value);
}

function keep(index: number, value: PickleValue, { memo }: PickleState): Checked<PickleValue> {
  memo.set(index, value);
  return checked(value);
}

function globalOfLines(argument: DataView, { vocabulary }: PickleState): Checked<PickleValue> {
  const text = decodeText(argument);
  if (!text.ok) return text;
  const [module = '', name = ''] = text.value.split('\n');
  return vocabulary.global(module, name);
}

function globalOfNames([module, name]: readonly PickleValue[], { vocabulary }: PickleState): Checked<PickleValue> {
  if (typeof module !== 'string' || typeof name !== 'string') return refused(texts.namesByNoText);
  return vocabulary.global(module, name);
}

function tuple(items: PickleValue[]): Checked<PickleValue> {
  return checked({ kind: 'tuple', items });
}

/** Instructions without arguments in the file. */
function plain(name: string, takes: number, run: Opcode['run']): Opcode {
  return { name, argument: 0, takes, run };
}

/** Instructions that take everything above the last mark, and `takes` values below it. */
function marked(name: string, takes: number, run: Opcode['run']): Opcode {
  return { name, argument: 0, takes, marked: true, run };
}

/** Instructions that push what follows them in the file. */
function literal(
  name: string,
  argument: Opcode['argument'],
  decode: (argument: DataView, state: PickleState) => Checked<PickleValue>,
): Opcode {
  return { name, argument, takes: 0, run: (operands, state) => decode(operands.argument, state) };
}

/** Instructions that give the value on top of the stack a number. */
function put(name: string, argument: number, index: (argument: DataView, state: PickleState) => number): Opcode {
  const run: Opcode['run'] = (operands, state) => keep(index(operands.argument, state), operands.taken[0]!, state);
  return { name, argument, takes: 1, run };
}

const TABLE: readonly (readonly [code: string, Opcode])[] = [
  ['N', plain('NONE', 0, () => checked(null))],
  ['\x88', plain('NEWTRUE', 0, () => checked(true))],
  ['\x89', plain('NEWFALSE', 0, () => checked(false))],
  ['K', literal('BININT1', 1, (argument) => checked(argument.getUint8(0)))],
  ['M', literal('BININT2', 2, (argument) => checked(argument.getUint16(0, true)))],
  ['J', literal('BININT', 4, (argument) => checked(argument.getInt32(0, true)))],
  ['\x8a', literal('LONG1', 'counted-1', (argument) => checked(decodeLong(argument)))],
  ['G', literal('BINFLOAT', 8, (argument) => checked(argument.getFloat64(0)))],
  ['\x8c', literal('SHORT_BINUNICODE', 'counted-1', decodeText)],
  ['X', literal('BINUNICODE', 'counted-4', decodeText)],

  [')', plain('EMPTY_TUPLE', 0, () => tuple([]))],
  ['\x85', plain('TUPLE1', 1, ({ taken }) => tuple(taken))],
  ['\x86', plain('TUPLE2', 2, ({ taken }) => tuple(taken))],
  ['\x87', plain('TUPLE3', 3, ({ taken }) => tuple(taken))],
  ['t', marked('TUPLE', 0, ({ items }) => tuple(items))],
  [']', plain('EMPTY_LIST', 0, () => checked({ kind: 'list', items: [] }))],
  ['a', plain('APPEND', 2, ({ taken: [list, ...item] }) => append(list!, item))],
  ['e', marked('APPENDS', 1, ({ taken: [list], items }) => append(list!, items))],
  ['}', plain('EMPTY_DICT', 0, () => checked({ kind: 'dict', items: new Map() }))],
  ['s', plain('SETITEM', 3, ({ taken: [dict, ...item] }) => setItems(dict!, item))],
  ['u', marked('SETITEMS', 1, ({ taken: [dict], items }) => setItems(dict!, items))],

  ['q', put('BINPUT', 1, (argument) => argument.getUint8(0))],
  ['r', put('LONG_BINPUT', 4, (argument) => argument.getUint32(0, true))],
  ['\x94', put('MEMOIZE', 0, (_, { memo }) => memo.size)],
  ['h', literal('BINGET', 1, (argument, state) => recall(argument.getUint8(0), state))],
  ['j', literal('LONG_BINGET', 4, (argument, state) => recall(argument.getUint32(0, true), state))],

  ['c', literal('GLOBAL', 'two-lines', globalOfLines)],
  ['\x93', plain('STACK_GLOBAL', 2, ({ taken }, state) => globalOfNames(taken, state))],
  ['R', plain('REDUCE', 2, ({ taken }, state) => callWith(taken[0]!, taken[1]!, state))],
  ['\x81', plain('NEWOBJ', 2, ({ taken }, state) => callWith(taken[0]!, taken[1]!, state))],
  ['b', plain('BUILD', 2, ({ taken }) => build(taken[0]!))],
  ['Q', plain('BINPERSID', 1, ({ taken }, { vocabulary }) => vocabulary.persistent(taken[0]!))],
];

/**
 * The instructions that PyTorch's own files consist of (protocols 2 to 5; CPython's Lib/pickletools.py names and
 * describes all there are), by their byte. PROTO, FRAME, MARK and STOP are the machine's own: they put nothing there.
 */
export const OPCODES: ReadonlyMap<number, Opcode> = new Map(
  TABLE.map(([code, opcode]) => [code.charCodeAt(0), opcode]),
);
