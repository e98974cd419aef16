import { zipFaultTexts as texts } from '../../shared/texts/zip-faults.ts';
import type { ReadBytes } from './checkpoint-file.ts';
import { checked, refused, type Checked } from './checked.ts';

/** The archive's directory, of `count` entries: within the file, and with all entries before it. */
interface DirectoryPlace {
  readonly start: number;
  readonly bytes: number;
  readonly count: number;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const LOCATOR_SIGNATURE = 0x07064b50;
const LOCATOR_BYTES = 20;
const ZIP64_END_SIGNATURE = 0x06064b50;
export const ZIP64_END_BYTES = 56;
/** The end record with the longest comment, and ZIP64's locator before it. */
export const MAX_END_BYTES = LOCATOR_BYTES + END_BYTES + 0xffff;

/** A checkpoint of EfficientNet-B7 with its optimizer's state has 4,000 entries, in a directory of 300 kB. */
const MAX_ENTRIES = 50_000;
const MAX_DIRECTORY_BYTES = 8 << 20;
const CENTRAL_BYTES = 46;

/**
 * Finds the directory by the records at the archive's end (APPNOTE.TXT 4.3.14–4.3.16).
 *
 * @param tail the file's last bytes, `MAX_END_BYTES` of them or all
 * @param tailStart where they begin in the file
 * @param readZip64End reads `ZIP64_END_BYTES` of the file at a place that is within it
 */
export async function findDirectory(
  tail: Uint8Array<ArrayBuffer>,
  tailStart: number,
  readZip64End: (position: number) => Promise<ReadBytes>,
): Promise<Checked<DirectoryPlace> | Extract<ReadBytes, { ok: false }>> {
  const view = new DataView(tail.buffer);
  let end = tail.length - END_BYTES;
  while (end >= 0 && !isEnd(view, end)) end--;
  if (end < 0) return refused(texts.withoutEnd);
  if (view.getUint16(end + 4, true) !== 0 || view.getUint16(end + 6, true) !== 0) {
    return refused(texts.onePart);
  }
  const locator = end - LOCATOR_BYTES;
  const hasLocator = locator >= 0 && view.getUint32(locator, true) === LOCATOR_SIGNATURE;
  if (!hasLocator) {
    const count = view.getUint16(end + 10, true);
    return place(view.getUint32(end + 16, true), view.getUint32(end + 12, true), count, tailStart + end);
  }
  const zip64End = Number(view.getBigUint64(locator + 8, true));
  if (zip64End + ZIP64_END_BYTES > tailStart + locator) return refused(texts.damagedEnd);
  const read = await readZip64End(zip64End);
  if (!read.ok) return read;
  const record = new DataView(read.bytes.buffer);
  if (record.getUint32(0, true) !== ZIP64_END_SIGNATURE) return refused(texts.damagedEnd);
  const count = Number(record.getBigUint64(32, true));
  return place(Number(record.getBigUint64(48, true)), Number(record.getBigUint64(40, true)), count, zip64End);
}

/** The signature alone may be part of a comment or of an entry; with it, the comment has to end the file. */
function isEnd(view: DataView, position: number): boolean {
  if (view.getUint32(position, true) !== END_SIGNATURE) return false;
  return position + END_BYTES + view.getUint16(position + 20, true) === view.byteLength;
}

/** Numbers above 2^53 come rounded, and are too large in any case. */
function place(start: number, bytes: number, count: number, directoryEnd: number): Checked<DirectoryPlace> {
  if (start + bytes !== directoryEnd) return refused(texts.directoryElsewhere);
  if (count > MAX_ENTRIES || bytes > MAX_DIRECTORY_BYTES) return refused(texts.tooManyEntries);
  if (count * CENTRAL_BYTES > bytes) return refused(texts.directoryTooShort(count));
  return checked({ start, bytes, count });
}
