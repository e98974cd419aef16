import { createReadStream, createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { zipFaultTexts as texts } from '../../shared/texts/zip-faults.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import { failed, openSource, type FileSource } from './checkpoint-file.ts';
import type { CheckpointFault } from './checkpoint-fault.ts';
import { readZipDirectory, type ZipEntry } from './zip-directory.ts';

/** A checkpoint inside an archive, such as a Python package's. */
export interface PackedCheckpoint {
  /** As the archive calls it; never used as a path. */
  readonly name: string;
  readonly bytes: number;
  /** Writes it to a file that is not there yet, never more than `bytes`. Null: done. */
  readonly unpack: (into: string) => Promise<CheckpointFault | null>;
}

export type FoundPacked =
  /** Null: the file is no archive of that kind, and may be a checkpoint itself. */
  | { readonly ok: true; readonly packed: PackedCheckpoint | null }
  | { readonly ok: false; readonly fault: CheckpointFault };

const CHECKPOINT_NAME = /\.(?:pth|pt|safetensors)$/i;
const STORED = 0;
const DEFLATED = 8;

/**
 * The one checkpoint in a ZIP archive that is none itself (PyTorch's own archives have a `data.pkl`). Several, or none, are
 * a fault that says so.
 */
export async function findPackedCheckpoint(file: string): Promise<FoundPacked> {
  const opened = await openSource(file);
  if (!opened.ok) return opened;
  const { source } = opened;
  try {
    if (!(await isZip(source))) return { ok: true, packed: null };
    const directory = await readZipDirectory(source);
    if (!directory.ok) return directory;
    const entries = [...directory.entries.values()];
    if (entries.some(({ name }) => /(?:^|\/)data\.pkl$/.test(name))) return { ok: true, packed: null };
    const [first, ...others] = entries.filter(({ name }) => CHECKPOINT_NAME.test(name));
    if (first === undefined) return failed(file, 'invalid-format', texts.noCheckpoint);
    if (others.length > 0) {
      return failed(file, 'invalid-format', texts.severalCheckpoints(others.length + 1));
    }
    if (first.method !== STORED && first.method !== DEFLATED) {
      return failed(file, 'invalid-format', texts.unreadCompression(first.name));
    }
    const { name, bytes } = first;
    return { ok: true, packed: { name, bytes, unpack: (into) => unpackEntry(file, first, into) } };
  } finally {
    await source.close();
  }
}

async function isZip(source: FileSource): Promise<boolean> {
  const first = await source.read(0, Math.min(source.size, 4));
  return first.ok && Buffer.from(first.bytes).toString('latin1') === 'PK\x03\x04';
}

async function unpackEntry(file: string, entry: ZipEntry, into: string): Promise<CheckpointFault | null> {
  const { dataStart, storedBytes, bytes, method, name } = entry;
  const stored = createReadStream(file, { start: dataStart, end: dataStart + storedBytes - 1 });
  let unpacked = 0;
  const counted = new Transform({
    transform: (chunk: Buffer, _encoding, pass) => {
      unpacked += chunk.length;
      // What it says of its size is all that it may have.
      if (unpacked > bytes) pass(new Error(texts.largerThanSaid));
      else pass(null, chunk);
    },
  });
  const written = createWriteStream(into, { flags: 'wx' });
  try {
    if (method === STORED) await pipeline(stored, counted, written);
    else await pipeline(stored, createInflateRaw(), counted, written);
  } catch (error) {
    return failed(file, 'invalid-format', texts.notUnpacked(name, thrownMessage(error))).fault;
  }
  return unpacked === bytes ? null : failed(file, 'invalid-format', texts.notWhole(name)).fault;
}
