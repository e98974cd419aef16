import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { EnginePackFault, EnginePackStep } from '../../shared/engine-pack.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import { isFileFault } from './file-fault.ts';
import { machineFault, PACK_MANIFEST, type PackedFile } from './pack-manifest.ts';
import type { PackSource, SourceFile } from './pack-source.ts';

/** What must be free on the disk beside the pack itself. */
const SPARE_BYTES = 200e6;
/** A progress is told after so many bytes. */
const TELL_EVERY = 8e6;

export interface Receiving {
  readonly source: PackSource;
  /** Absolute; made here, and left half filled where there is a fault. */
  readonly folder: string;
  /** Aborted: the fault is `cancelled`. */
  readonly signal: AbortSignal;
  readonly tell: (step: EnginePackStep) => void;
}

/**
 * Copies a pack into a folder of its own. Null where every file that `pack.json` names is there with the size and the
 * digest that it says, and nothing else is.
 */
export async function receivePack({ source, folder, signal, tell }: Receiving): Promise<EnginePackFault | null> {
  const { manifest, facts, text } = source;
  const unfit = machineFault(manifest);
  if (unfit !== null) return unfit;
  const left = new Map(manifest.files.map((file) => [file.path, file]));
  let copied = 0;
  let told = 0;
  const onBytes = (bytes: number): void => {
    copied += bytes;
    if (copied - told < TELL_EVERY && copied < facts.bytes) return;
    told = copied;
    tell({ step: 'copying', bytes: copied, of: facts.bytes });
  };
  try {
    await fs.mkdir(folder, { recursive: true });
    const full = await spaceFault(folder, facts.bytes + SPARE_BYTES);
    if (full !== null) return full;
    const fault = await source.readFiles(async (file) => {
      const listed = left.get(file.path);
      if (listed === undefined) return { kind: 'unlisted', path: file.path };
      left.delete(file.path);
      return copyFile(file, listed, path.join(folder, ...listed.path.split('/')), signal, onBytes);
    });
    if (fault !== null) return fault;
    const [missing] = left.keys();
    if (missing !== undefined) return { kind: 'missing', path: missing };
    await fs.writeFile(path.join(folder, PACK_MANIFEST), text);
    return null;
  } catch (error) {
    if (!isFileFault(error)) throw error;
    return { kind: 'file-system', detail: thrownMessage(error) };
  }
}

async function copyFile(
  { chunks }: SourceFile,
  listed: PackedFile,
  target: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<EnginePackFault | null> {
  await fs.mkdir(path.dirname(target), { recursive: true });
  const file = await fs.open(target, 'wx');
  const hash = createHash('sha256');
  let length = 0;
  try {
    for await (const chunk of chunks) {
      if (signal.aborted) return { kind: 'cancelled' };
      length += chunk.length;
      if (length > listed.bytes) break;
      hash.update(chunk);
      await file.writeFile(chunk);
      onBytes(chunk.length);
    }
  } finally {
    await file.close();
  }
  const { path: name, bytes, sha256 } = listed;
  if (length !== bytes) return { kind: 'wrong-size', path: name, expected: bytes, found: length };
  const found = hash.digest('hex');
  return found === sha256 ? null : { kind: 'wrong-digest', path: name, expected: sha256, found };
}

// The oldest runtime that bundles run on does not have it: there a full disk is found out when it is.
const { statfs }: { readonly statfs?: typeof fs.statfs } = fs;

async function spaceFault(folder: string, needed: number): Promise<EnginePackFault | null> {
  if (statfs === undefined) return null;
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  return free < needed ? { kind: 'no-space', needed, free } : null;
}
