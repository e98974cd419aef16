import { zipFaultTexts as texts } from '../../shared/texts/zip-faults.ts';
import { failed, type FileSource } from './checkpoint-file.ts';
import type { CheckpointFault } from './checkpoint-fault.ts';
import { parseCentralDirectory, type CentralEntry } from './zip-central-directory.ts';
import { findDirectory, MAX_END_BYTES, ZIP64_END_BYTES } from './zip-end.ts';

/** A file in an archive; its bytes lie within the archive and in no other entry. */
export interface ZipEntry {
  /** As it is written; never used as a path. */
  readonly name: string;
  /** 0: stored, 8: deflated. */
  readonly method: number;
  /** Of the archive: the entry's first byte. */
  readonly dataStart: number;
  /** In the archive; stored entries have as many bytes when they are out. */
  readonly storedBytes: number;
  /** Out of the archive, as the directory says. */
  readonly bytes: number;
}

export type ReadZipDirectory =
  | { readonly ok: true; readonly entries: ReadonlyMap<string, ZipEntry> }
  | { readonly ok: false; readonly fault: CheckpointFault };

const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
const SATURATED = 0xffffffff;
/** Flag: the local header has no sizes, a descriptor behind the data does. */
const SIZES_BEHIND = 8;

/**
 * Lists a ZIP archive (APPNOTE.TXT 6.3, ZIP64 included) and checks it for random access: every entry's local header
 * agrees with the directory, entries lie one behind the other before it, no two overlap or share a name. Reads headers
 * only; nothing is unpacked.
 */
export async function readZipDirectory(source: FileSource): Promise<ReadZipDirectory> {
  const { path, size } = source;
  const invalid = (reason: string) => failed(path, 'invalid-format', reason);
  const tailStart = Math.max(0, size - MAX_END_BYTES);
  const tail = await source.read(tailStart, size - tailStart);
  if (!tail.ok) return tail;
  const found = await findDirectory(tail.bytes, tailStart, (position) => source.read(position, ZIP64_END_BYTES));
  if (!found.ok) return 'fault' in found ? found : invalid(found.reason);
  const { value: place } = found;
  const directory = await source.read(place.start, place.bytes);
  if (!directory.ok) return directory;
  const central = parseCentralDirectory(directory.bytes, place.count);
  if (!central.ok) return invalid(central.reason);

  const entries = new Map<string, ZipEntry>();
  let end = 0;
  for (const entry of [...central.value].sort((a, b) => a.localStart - b.localStart)) {
    if (entry.localStart < end) return invalid(texts.overlapsAnother(entry.name));
    const headerBytes = LOCAL_BYTES + entry.nameBytes.length;
    if (entry.localStart + headerBytes > place.start) return invalid(texts.reachesIntoDirectory(entry.name));
    const header = await source.read(entry.localStart, headerBytes);
    if (!header.ok) return header;
    const dataStart = dataBehind(header.bytes, entry);
    if (dataStart === null) return invalid(texts.headersDisagree(entry.name));
    end = dataStart + entry.storedBytes;
    if (end > place.start) return invalid(texts.reachesIntoDirectory(entry.name));
    const { name, method, storedBytes, bytes } = entry;
    entries.set(name, { name, method, dataStart, storedBytes, bytes });
  }
  return { ok: true, entries };
}

/** Where the data begin that a local header stands before; null where it is another's. */
function dataBehind(bytes: Uint8Array<ArrayBuffer>, entry: CentralEntry): number | null {
  const header = new DataView(bytes.buffer);
  const nameLength = header.getUint16(26, true);
  if (header.getUint32(0, true) !== LOCAL_SIGNATURE) return null;
  if (header.getUint16(8, true) !== entry.method || nameLength !== entry.nameBytes.length) return null;
  if (!entry.nameBytes.every((byte, i) => byte === bytes[LOCAL_BYTES + i])) return null;
  if ((header.getUint16(6, true) & SIZES_BEHIND) === 0) {
    const isSame = (stored: number, size: number) => stored === size || stored === SATURATED;
    if (!isSame(header.getUint32(18, true), entry.storedBytes)) return null;
    if (!isSame(header.getUint32(22, true), entry.bytes)) return null;
  }
  return entry.localStart + LOCAL_BYTES + nameLength + header.getUint16(28, true);
}
