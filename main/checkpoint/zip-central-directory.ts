import { zipFaultTexts as texts } from '../../shared/texts/zip-faults.ts';
import { checked, refused, type Checked } from './checked.ts';

/** An entry as the archive's directory describes it; not yet compared with its local header. */
export interface CentralEntry {
  readonly name: string;
  readonly nameBytes: Uint8Array;
  readonly method: number;
  /** Bytes in the archive, and out of it; stored entries have as many here as there. */
  readonly storedBytes: number;
  readonly bytes: number;
  /** Of the archive: where the local header is. */
  readonly localStart: number;
}

const SIGNATURE = 0x02014b50;
const HEADER_BYTES = 46;
const ENCRYPTED = 1;
const SATURATED = 0xffffffff;
const ZIP64_EXTRA = 1;

/** Reads the directory (APPNOTE.TXT 4.3.12), which has to have `count` entries, each of a name of its own. */
export function parseCentralDirectory(
  directory: Uint8Array<ArrayBuffer>,
  count: number,
): Checked<readonly CentralEntry[]> {
  const view = new DataView(directory.buffer);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const entries: CentralEntry[] = [];
  const names = new Set<string>();
  let position = 0;
  for (let i = 0; i < count; i++) {
    if (position + HEADER_BYTES > directory.length) return refused(texts.damagedDirectory);
    if (view.getUint32(position, true) !== SIGNATURE) return refused(texts.damagedDirectory);
    const nameEnd = position + HEADER_BYTES + view.getUint16(position + 28, true);
    const extraEnd = nameEnd + view.getUint16(position + 30, true);
    const end = extraEnd + view.getUint16(position + 32, true);
    if (end > directory.length) return refused(texts.damagedDirectory);
    const nameBytes = directory.subarray(position + HEADER_BYTES, nameEnd);
    let name: string;
    try {
      name = decoder.decode(nameBytes);
    } catch {
      return refused(texts.nameNoText);
    }
    if (names.has(name)) return refused(texts.twoOfOneName(name));
    names.add(name);
    if ((view.getUint16(position + 8, true) & ENCRYPTED) !== 0) return refused(texts.encrypted(name));
    const sizes = readSizes(view, position, nameEnd, extraEnd);
    if (sizes === null) return refused(texts.damagedDirectory);
    const method = view.getUint16(position + 10, true);
    if (method === 0 && sizes.storedBytes !== sizes.bytes) {
      return refused(texts.otherEntryBytes(name, sizes.storedBytes, sizes.bytes));
    }
    entries.push({ name, nameBytes, method, ...sizes });
    position = end;
  }
  return position === directory.length ? checked(entries) : refused(texts.damagedDirectory);
}

type Sizes = Pick<CentralEntry, 'storedBytes' | 'bytes' | 'localStart'>;

/** Sizes and place; those that do not fit into 32 bits are in the ZIP64 field, in this order (APPNOTE.TXT 4.5.3). */
function readSizes(view: DataView, header: number, extraStart: number, extraEnd: number): Sizes | null {
  const short = [24, 20, 42].map((place) => view.getUint32(header + place, true));
  const missing = short.filter((value) => value === SATURATED).length;
  const long = missing === 0 ? [] : readZip64Extra(view, extraStart, extraEnd, missing);
  if (long === null) return null;
  const [bytes, storedBytes, localStart] = short.map((value) => (value === SATURATED ? (long.shift() ?? 0) : value));
  if (bytes === undefined || storedBytes === undefined || localStart === undefined) return null;
  return { bytes, storedBytes, localStart };
}

/** The first `count` numbers of the ZIP64 field; null where there are not as many. */
function readZip64Extra(view: DataView, start: number, end: number, count: number): number[] | null {
  let position = start;
  while (position + 4 <= end) {
    const length = view.getUint16(position + 2, true);
    const field = position + 4;
    if (field + length > end) return null;
    if (view.getUint16(position, true) === ZIP64_EXTRA) {
      if (length < 8 * count) return null;
      return Array.from({ length: count }, (_, i) => Number(view.getBigUint64(field + 8 * i, true)));
    }
    position = field + length;
  }
  return null;
}
