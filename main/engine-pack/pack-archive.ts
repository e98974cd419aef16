import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { fromRandomAccessReaderPromise, getFileNameLowLevel, type Entry, type ZipFile } from 'yauzl';
import type { EnginePackFault } from '../../shared/engine-pack.ts';
import { packReasonTexts as texts } from '../../shared/texts/engine-packs.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import { ArchiveReader } from './archive-reader.ts';
import { isDesktopFile } from './desktop-file.ts';
import { isFileFault } from './file-fault.ts';
import {
  faulty,
  isSafePath,
  MAX_FILES,
  MAX_MANIFEST_BYTES,
  PACK_MANIFEST,
  readManifest,
  type Checked,
} from './pack-manifest.ts';
import type { PackSource, TakeFile } from './pack-source.ts';

/** Every file and the folders on the way to them; what an archive lists beyond it is not kept in memory. */
const MAX_ENTRIES = 3 * MAX_FILES;
const MAX_DIRECTORY_BYTES = 16e6;

/** With these every zip archive begins: an entry, or the end of an empty one (APPNOTE.TXT 4.3.7, 4.3.16). */
const BEGINNINGS = ['PK\x03\x04', 'PK\x05\x06'];

/** What macOS's Finder adds beside the files that it archives: their attributes. */
const FINDERS_OWN = '__MACOSX/';

interface Archive {
  readonly zip: ZipFile;
  readonly manifest: Entry;
  /** All others by their paths in the pack: every one is safe, is a plain file and can be unpacked. */
  readonly files: ReadonlyMap<string, Entry>;
}

interface NamedEntry {
  readonly name: string;
  readonly entry: Entry;
}

/**
 * A pack that is a zip archive: its files at the top, or all of them in one folder there. Null where the file is no zip
 * archive. Rejects with what the file system says.
 */
export async function openArchive(path: string): Promise<Checked<PackSource> | null> {
  return withFile(path, async (file) => {
    if (!(await isArchive(file))) return null;
    const archive = await listFiles(file);
    if (!archive.ok) return archive;
    const { zip, manifest } = archive.value;
    const text = await readStart(zip, manifest, MAX_MANIFEST_BYTES);
    if (!text.ok) return text;
    const read = readManifest(text.value);
    if (!read.ok) return read;
    return { ok: true, value: { ...read.value, readFiles: (take) => readFiles(path, take) } };
  });
}

/** The archive is opened anew, and only for as long as it is read. */
async function readFiles(path: string, take: TakeFile): ReturnType<PackSource['readFiles']> {
  return withFile(path, async (file) => {
    const archive = await listFiles(file);
    if (!archive.ok) return archive.fault;
    const { zip, files } = archive.value;
    for (const [name, entry] of files) {
      const unpacked = unpack(zip, entry);
      const fault = await take({ path: name, chunks: unpacked.chunks });
      // Of what is damaged in the archive whoever took it saw the end only.
      if (unpacked.fault() !== null || fault !== null) return unpacked.fault() ?? fault;
    }
    return null;
  });
}

async function withFile<Value>(path: string, use: (file: FileHandle) => Promise<Value>): Promise<Value> {
  // Where the system knows that flag: what became a link since it was looked at is not followed.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

async function isArchive(file: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
  return BEGINNINGS.includes(buffer.toString('latin1', 0, bytesRead));
}

/** The archive's files; anything in it that cannot be a file of a pack is a fault, before any of them is unpacked. */
async function listFiles(file: FileHandle): Promise<Checked<Archive>> {
  const listed = await listEntries(file);
  if (!listed.ok) return listed;
  const { zip, entries } = listed.value;
  const top = topFolder(entries.map(({ name }) => name));
  if (top === null) return noManifest();
  const files = new Map<string, Entry>();
  for (const { name, entry } of entries) {
    if (name.startsWith(FINDERS_OWN) || isDesktopFile(name)) continue;
    if (!name.startsWith(top)) return faulty({ kind: 'unlisted', path: name });
    if (name.endsWith('/')) continue;
    const path = name.slice(top.length);
    const fault = entryFault(path, entry) ?? (files.has(path) ? { kind: 'unlisted' as const, path } : null);
    if (fault !== null) return faulty(fault);
    files.set(path, entry);
  }
  const manifest = files.get(PACK_MANIFEST);
  if (manifest === undefined) return noManifest();
  files.delete(PACK_MANIFEST);
  return { ok: true, value: { zip, manifest, files } };
}

function noManifest() {
  return faulty({ kind: 'no-pack', detail: texts.noManifestAtTop(PACK_MANIFEST) });
}

async function listEntries(
  file: FileHandle,
): Promise<Checked<{ readonly zip: ZipFile; readonly entries: readonly NamedEntry[] }>> {
  const { size } = await file.stat();
  const entries: NamedEntry[] = [];
  let directoryBytes = 0;
  try {
    // Names are looked at here, where a fault can say which one it is.
    const options = { autoClose: false, decodeStrings: false };
    const zip = await fromRandomAccessReaderPromise(new ArchiveReader(file, size), size, options);
    if (zip.entryCount > MAX_ENTRIES) return tooMany();
    for await (const entry of zip.eachEntry()) {
      const { fileNameRaw, extraFieldLength, fileCommentLength, generalPurposeBitFlag, extraFields } = entry;
      directoryBytes += fileNameRaw.length + extraFieldLength + fileCommentLength;
      if (directoryBytes > MAX_DIRECTORY_BYTES) return tooMany();
      // Some programs on Windows join the parts of a path by backslashes; here they come out as slashes.
      entries.push({ name: getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false), entry });
    }
    return { ok: true, value: { zip, entries } };
  } catch (error) {
    return damaged(error);
  }
}

function tooMany() {
  return faulty({ kind: 'damaged-archive', detail: texts.listsTooMuch });
}

/**
 * Where the pack lies in its archive: at the top, which is empty, or in a folder there, with its slash, as it is where
 * somebody archived a folder. Null where it lies in neither.
 */
function topFolder(names: readonly string[]): string | null {
  if (names.includes(PACK_MANIFEST)) return '';
  for (const name of names) {
    const [folder = '', file, ...deeper] = name.split('/');
    if (file === PACK_MANIFEST && deeper.length === 0 && folder !== '' && folder !== '..') return `${folder}/`;
  }
  return null;
}

/** Why an entry cannot be a file of a pack; null where it can. */
function entryFault(path: string, entry: Entry): EnginePackFault | null {
  if (!isSafePath(path)) return { kind: 'unsafe-path', path };
  if (!isPlainFile(entry)) return { kind: 'no-file', path };
  if (entry.isEncrypted()) return { kind: 'not-unpacked', path, why: texts.encrypted };
  if (!entry.canDecodeFileData()) {
    return { kind: 'not-unpacked', path, why: texts.packedBy(entry.compressionMethod) };
  }
  return null;
}

const FILE_TYPE = 0o170000;
const REGULAR_FILE = 0o100000;
const DOS_FOLDER = 0x10;

/** By the attributes that systems keep in archives: Unix its mode in the upper half, DOS a byte. Zero says nothing. */
function isPlainFile({ externalFileAttributes }: Entry): boolean {
  const type = (externalFileAttributes >>> 16) & FILE_TYPE;
  return (type === 0 || type === REGULAR_FILE) && (externalFileAttributes & DOS_FOLDER) === 0;
}

/**
 * An entry's bytes, to be read once; nothing of it is open before or after. Where it cannot be read on, they end, and
 * `fault` says why. Rejects with what the file system says.
 */
function unpack(zip: ZipFile, entry: Entry) {
  let fault: EnginePackFault | null = null;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      // Opened here only: a stream that nobody reads yet may fail unheard. It is destroyed when the loop is left.
      for await (const chunk of await zip.openReadStreamPromise(entry)) yield chunk as Buffer;
    } catch (error) {
      fault = damaged(error).fault;
    }
  }
  return { chunks: chunks(), fault: () => fault };
}

/** The beginning of an entry: one byte more than `most` says that it is longer; what is too much is not unpacked. */
async function readStart(zip: ZipFile, entry: Entry, most: number): Promise<Checked<Uint8Array>> {
  const unpacked = unpack(zip, entry);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of unpacked.chunks) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) break;
  }
  const fault = unpacked.fault();
  return fault === null ? { ok: true, value: Buffer.concat(chunks).subarray(0, most + 1) } : faulty(fault);
}

/** What yauzl and zlib throw is about the archive; what the file system says is thrown on. */
function damaged(error: unknown) {
  if (isFileFault(error)) throw error;
  return faulty({ kind: 'damaged-archive', detail: thrownMessage(error).replace(/\.$/u, '') });
}
