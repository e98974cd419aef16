/** Bytes of a pickle under construction, as CPython's C pickler writes protocol 2: everything it may need again is kept. */
export interface PickleWriter {
  readonly parts: Buffer[];
  /** What the value last written was kept as, by what names it. */
  readonly memo: Map<string, number>;
  /** Values kept so far. */
  kept: number;
}

export function startPickle(): PickleWriter {
  return { parts: [Buffer.from('\x80\x02', 'latin1')], memo: new Map(), kept: 0 };
}

export function op(writer: PickleWriter, code: string, argument: Uint8Array | string = ''): void {
  writer.parts.push(Buffer.from(code, 'latin1'), Buffer.from(argument));
}

/** An argument of `bytes` bytes, little-endian. */
export function little(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}

/** Keeps the value on top of the stack; under `name`, where it is needed again. */
export function keep(writer: PickleWriter, name?: string): void {
  const index = writer.kept++;
  if (name !== undefined) writer.memo.set(name, index);
  if (index < 256) op(writer, 'q', little(index, 1));
  else op(writer, 'r', little(index, 4));
}

/** Recalls what was kept under `name`, or else writes and keeps it. */
export function once(writer: PickleWriter, name: string, write: () => void): void {
  const index = writer.memo.get(name);
  if (index === undefined) {
    write();
    keep(writer, name);
  } else if (index < 256) {
    op(writer, 'h', little(index, 1));
  } else {
    op(writer, 'j', little(index, 4));
  }
}

export function global(writer: PickleWriter, module: string, name: string): void {
  once(writer, `${module}.${name}`, () => {
    op(writer, 'c', `${module}\n${name}\n`);
  });
}

/** Text that is not kept yet. */
export function text(writer: PickleWriter, value: string): void {
  const bytes = Buffer.from(value);
  op(writer, 'X', Buffer.concat([little(bytes.length, 4), bytes]));
}

export function int(writer: PickleWriter, value: number): void {
  if (value < 0x100) op(writer, 'K', little(value, 1));
  else if (value < 0x10000) op(writer, 'M', little(value, 2));
  else op(writer, 'J', little(value, 4));
}

/** A tuple of `length` values that `write` writes. */
export function tuple(writer: PickleWriter, length: number, write: () => void): void {
  if (length > 3) op(writer, '(');
  write();
  op(writer, [')', '\x85', '\x86', '\x87'][length] ?? 't');
  if (length > 0) keep(writer);
}

/** Items of the list or dict on top of the stack, a thousand at a time; one alone has an instruction of its own. */
export function items<Item>(
  writer: PickleWriter,
  codes: { readonly one: string; readonly many: string },
  values: readonly Item[],
  write: (item: Item) => void,
): void {
  for (let start = 0; start < values.length; start += 1000) {
    const batch = values.slice(start, start + 1000);
    if (batch.length > 1) op(writer, '(');
    batch.forEach(write);
    op(writer, batch.length > 1 ? codes.many : codes.one);
  }
}

export function endPickle(writer: PickleWriter): Buffer {
  op(writer, '.');
  return Buffer.concat(writer.parts);
}
