import { z } from 'zod';
import { checkpointFaultTexts as texts } from '../../shared/texts/checkpoint-faults.ts';
import { BYTES_PER_VALUE, valueCount } from './tensor-entry.ts';

/** One tensor as the header describes it; checked against the file's size. */
interface HeaderEntry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Of the first byte, from the start of the data (behind the header). */
  readonly offset: number;
  readonly bytes: number;
}

export type ParsedHeader =
  | { readonly ok: true; readonly entries: readonly HeaderEntry[] }
  | { readonly ok: false; readonly tensor: string | null; readonly reason: string };

const entrySchema = z.strictObject({
  dtype: z.string(),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});

const metadataSchema = z.record(z.string(), z.string());

/**
 * Reads the JSON header of a safetensors file (format of the `safetensors` library, version 0.x) and checks that the
 * tensors lie one behind the other and fill the data exactly: no overlap, no hole, no byte beyond.
 *
 * @param json the header's bytes
 * @param dataBytes bytes of the file behind the header
 */
export function parseSafetensorsHeader(json: Uint8Array, dataBytes: number): ParsedHeader {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch {
    return invalid(null, texts.headerNotJson);
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    return invalid(null, texts.headerNoObject);
  }
  const entries: HeaderEntry[] = [];
  for (const [name, value] of Object.entries(header) as [string, unknown][]) {
    if (name === '__metadata__') {
      if (!metadataSchema.safeParse(value).success) return invalid(null, texts.metadataNoText);
      continue;
    }
    const entry = parseEntry(name, value);
    if (typeof entry === 'string') return invalid(name, entry);
    entries.push(entry);
  }
  entries.sort((a, b) => a.offset - b.offset || a.bytes - b.bytes);
  let end = 0;
  for (const { name, offset, bytes } of entries) {
    if (offset < end) return invalid(name, texts.overlaps(offset, end));
    if (offset > end) return invalid(name, texts.leavesHole(offset, end));
    end = offset + bytes;
  }
  if (end !== dataBytes) {
    return invalid(null, texts.otherDataBytes(dataBytes, end));
  }
  return { ok: true, entries };
}

/** The entry, or what is wrong with it. */
function parseEntry(name: string, value: unknown): HeaderEntry | string {
  const parsed = entrySchema.safeParse(value);
  if (!parsed.success) return texts.notDescribed;
  const { dtype, shape, data_offsets } = parsed.data;
  const [begin, end] = data_offsets;
  const bytesPerValue = BYTES_PER_VALUE.get(dtype);
  if (bytesPerValue === undefined) return texts.unknownType(dtype);
  const bytes = valueCount(shape) * bytesPerValue;
  // Beyond the safe integers products are rounded, and two different sizes could look equal.
  if (!Number.isSafeInteger(bytes)) return texts.impossiblyLarge(shape);
  if (end - begin !== bytes) {
    return texts.otherTensorBytes(end - begin, dtype, shape, bytes);
  }
  return { name, dtype, shape, offset: begin, bytes };
}

function invalid(tensor: string | null, reason: string): ParsedHeader {
  return { ok: false, tensor, reason };
}
