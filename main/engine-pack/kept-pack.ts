import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { EnginePackFacts, EnginePackFault, PackedEngine } from '../../shared/engine-pack.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import { isFileFault } from './file-fault.ts';
import { openFolder } from './pack-folder.ts';
import { machineFault } from './pack-manifest.ts';
import type { PackSource } from './pack-source.ts';

// The packs that a person has added: each engine's in a folder of its name.

export type KeptPack =
  | { readonly kind: 'none' }
  /** `folder`: absolute. */
  | { readonly kind: 'sound'; readonly folder: string; readonly facts: EnginePackFacts }
  /** `facts`: null where not even its `pack.json` can be read. */
  | {
      readonly kind: 'damaged';
      readonly folder: string;
      readonly facts: EnginePackFacts | null;
      readonly fault: EnginePackFault;
    };

/** The folder of an engine's pack; it need not be there. */
export function packFolder(enginesDir: string, engine: PackedEngine): string {
  return path.join(enginesDir, engine);
}

/**
 * Looks for an engine's pack, and whether every file of it is there with its size: some milliseconds, before each use.
 * Contents are compared by `verifyKeptPack`.
 */
export async function findKeptPack(enginesDir: string, engine: PackedEngine): Promise<KeptPack> {
  return checkKept(packFolder(enginesDir, engine), () => Promise.resolve(null));
}

/** The same, and reads every file: a second or two for each gigabyte. */
export async function verifyKeptPack(enginesDir: string, engine: PackedEngine): Promise<KeptPack> {
  return checkKept(packFolder(enginesDir, engine), async (file, name, expected) => {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
    const found = hash.digest('hex');
    return found === expected ? null : { kind: 'wrong-digest', path: name, expected, found };
  });
}

type CheckContent = (file: string, name: string, sha256: string) => Promise<EnginePackFault | null>;

async function checkKept(folder: string, checkContent: CheckContent): Promise<KeptPack> {
  let facts: EnginePackFacts | null = null;
  const damaged = (fault: EnginePackFault): KeptPack => ({ kind: 'damaged', folder, facts, fault });
  if (!(await isThere(folder))) return { kind: 'none' };
  try {
    const opened = await openFolder(folder);
    if (!opened.ok) return damaged(opened.fault);
    facts = opened.value.facts;
    const fault = (await filesFault(folder, opened.value, checkContent)) ?? machineFault(opened.value.manifest);
    return fault === null ? { kind: 'sound', folder, facts } : damaged(fault);
  } catch (error) {
    if (!isFileFault(error)) throw error;
    return damaged({ kind: 'file-system', detail: thrownMessage(error) });
  }
}

async function filesFault(folder: string, { manifest }: PackSource, checkContent: CheckContent) {
  for (const { path: name, bytes, sha256 } of manifest.files) {
    const file = path.join(folder, ...name.split('/'));
    const facts = await lstat(file).catch(() => null);
    if (facts === null) return { kind: 'missing' as const, path: name };
    if (!facts.isFile()) return { kind: 'no-file' as const, path: name };
    if (facts.size !== bytes) return { kind: 'wrong-size' as const, path: name, expected: bytes, found: facts.size };
    const fault = await checkContent(file, name, sha256);
    if (fault !== null) return fault;
  }
  return null;
}

/** A new folder beside those of the packs, for one that is on its way; what programs that were killed left there goes. */
export async function makeAside(enginesDir: string, engine: PackedEngine): Promise<string> {
  await mkdir(enginesDir, { recursive: true });
  for (const name of await readdir(enginesDir)) {
    const pid = ON_ITS_WAY.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    await rm(path.join(enginesDir, name), { recursive: true, force: true });
  }
  const aside = asideName(enginesDir, engine, 'partial');
  await mkdir(aside);
  return aside;
}

/** Gives a pack its place, by a rename; the one that was there goes. Rejects with what the file system says: then that one is back. */
export async function moveIn(aside: string, enginesDir: string, engine: PackedEngine): Promise<void> {
  const place = packFolder(enginesDir, engine);
  const before = (await isThere(place)) ? asideName(enginesDir, engine, 'replaced') : null;
  if (before !== null) await rename(place, before);
  try {
    await rename(aside, place);
  } catch (error) {
    if (before !== null) await rename(before, place);
    throw error;
  }
  // It works; what cannot be deleted now (Windows keeps loaded libraries) goes with the next one.
  if (before !== null) await rm(before, { recursive: true, force: true }).catch(() => undefined);
}

/** Takes a pack away: out of sight at once, then file by file. False where there is none. Rejects with what the file system says. */
export async function removeKeptPack(enginesDir: string, engine: PackedEngine): Promise<boolean> {
  const place = packFolder(enginesDir, engine);
  if (!(await isThere(place))) return false;
  const aside = asideName(enginesDir, engine, 'removed');
  await rename(place, aside);
  await rm(aside, { recursive: true, force: true }).catch(() => undefined);
  return true;
}

function asideName(enginesDir: string, engine: PackedEngine, what: 'partial' | 'replaced' | 'removed'): string {
  return path.join(enginesDir, `${engine}.${what}-${process.pid}-${randomBytes(4).toString('hex')}`);
}

const ON_ITS_WAY = /^[a-z]+\.(?:partial|replaced|removed)-(\d+)-[0-9a-f]{8}$/u;

async function isThere(file: string): Promise<boolean> {
  return (await lstat(file).catch(() => null)) !== null;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // One of another account is there, too.
    return isFileFault(error) && error.code === 'EPERM';
  }
}
