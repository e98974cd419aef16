// Plain data as bytes: JSON, and what JSON has no form for. V8's own serialization does the same, but in Electron it
// breaks the memory of a utility process (docs/decisions/0019).

/** In place of a value that JSON has no form for; no message of ours has such a name. */
type Special =
  | { readonly $bigint: string }
  | { readonly $map: readonly (readonly [unknown, unknown])[] }
  /** Bytes that follow the text: where they begin, and how many. */
  | { readonly $bytes: readonly [start: number, length: number] };

// The length of the text, and whether there is anything special in it: most messages have nothing.
const HEADER_BYTES = 5;

/** @returns parts, at least one, to be sent one after the other */
export function encodeMessage(message: object): readonly Uint8Array[] {
  const attached: Uint8Array[] = [];
  let attachedBytes = 0;
  let specials = 0;

  function special(value: unknown): Special | null {
    if (typeof value === 'bigint') return { $bigint: value.toString() };
    if (value instanceof Map) return { $map: [...(value as ReadonlyMap<unknown, unknown>)] };
    if (!(value instanceof Uint8Array)) return null;
    const start = attachedBytes;
    attached.push(value);
    attachedBytes += value.length;
    return { $bytes: [start, value.length] };
  }

  // Asked of its holder: a Buffer would come as what its `toJSON` makes of it.
  function replace(this: Readonly<Record<string, unknown>>, key: string, plain: unknown): unknown {
    const replaced = special(this[key]);
    if (replaced === null) return plain;
    specials += 1;
    return replaced;
  }

  const text = Buffer.from(JSON.stringify(message, replace));
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(text.length);
  header.writeUInt8(Math.min(specials, 1), 4);
  return [header, text, ...attached];
}

/** What was encoded; bytes are a view of `encoded`, as a `Buffer`. `undefined` in a list is null. */
export function decodeMessage(encoded: Buffer): unknown {
  const attachedAt = HEADER_BYTES + encoded.readUInt32LE();
  const text = encoded.toString('utf8', HEADER_BYTES, attachedAt);
  if (encoded.readUInt8(4) === 0) return JSON.parse(text);
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    if ('$bigint' in value) return BigInt(value.$bigint as string);
    if ('$map' in value) return new Map(value.$map as readonly (readonly [unknown, unknown])[]);
    if (!('$bytes' in value)) return value;
    const [start, length] = value.$bytes as readonly [number, number];
    return encoded.subarray(attachedAt + start, attachedAt + start + length);
  });
}
