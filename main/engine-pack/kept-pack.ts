import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { EnginePackFacts, EnginePackFault, PackedEngine } from '../../shared/engine-pack.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import { isRunning } from '../process/is-running.ts';
import { isDesktopFile } from './desktop-file.ts';
import { isFileFault } from './file-fault.ts';
import { openFolder } from './pack-folder.ts';
import { machineFault, PACK_MANIFEST } from './pack-manifest.ts';
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
 * Looks for an engine's pack, and whether every file of it is there with its size, and no other: some milliseconds, before
 * each use. Contents are compared by `verifyKeptPack`.
 */
export async function findKeptPack(enginesDir: string, engine: PackedEngine): Promise<KeptPack> {
  return checkKept(enginesDir, engine, () => Promise.resolve(null));
}

/** The same, and reads every file: a second or two for each gigabyte. */
export async function verifyKeptPack(enginesDir: string, engine: PackedEngine): Promise<KeptPack> {
  return checkKept(enginesDir, engine, async (file, name, expected) => {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
    const found = hash.digest('hex');
    return found === expected ? null : { kind: 'wrong-digest', path: name, expected, found };
  });
}

type CheckContent = (file: string, name: string, sha256: string) => Promise<EnginePackFault | null>;

async function checkKept(enginesDir: string, engine: PackedEngine, checkContent: CheckContent): Promise<KeptPack> {
  const folder = packFolder(enginesDir, engine);
  let facts: EnginePackFacts | null = null;
  const damaged = (fault: EnginePackFault): KeptPack => ({ kind: 'damaged', folder, facts, fault });
  try {
    if (!(await isThere(folder)) && !(await putBack(enginesDir, engine))) return { kind: 'none' };
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
  const listed = new Set([PACK_MANIFEST, ...manifest.files.map((file) => file.path)]);
  const unlisted = await unlistedFile(folder, '', listed);
  // A package that nobody compared would be loaded in place of one that is compared.
  if (unlisted !== null) return { kind: 'unlisted' as const, path: unlisted };
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

/** The first file, or link, that is not among those, and that no desktop has left; null: there is none. */
async function unlistedFile(folder: string, inside: string, listed: ReadonlySet<string>): Promise<string | null> {
  for (const entry of await readdir(path.join(folder, inside), { withFileTypes: true })) {
    if (entry.isFile() && isDesktopFile(entry.name)) continue;
    const name = inside === '' ? entry.name : `${inside}/${entry.name}`;
    const unlisted = entry.isDirectory() ? await unlistedFile(folder, name, listed) : listed.has(name) ? null : name;
    if (unlisted !== null) return unlisted;
  }
  return null;
}

/** A new folder beside those of the packs, for one that is on its way; what programs that were killed left there goes. */
export async function makeAside(enginesDir: string, engine: PackedEngine): Promise<string> {
  await mkdir(enginesDir, { recursive: true });
  if (!(await isThere(packFolder(enginesDir, engine)))) await putBack(enginesDir, engine);
  for (const { name } of await leftBehind(enginesDir)) {
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
  // Without a pack in its place, one that was replaced would be taken for one to put back.
  for (const { name, what } of await leftBehind(enginesDir)) {
    if (what === 'replaced') await rename(path.join(enginesDir, name), asideName(enginesDir, engine, 'removed'));
  }
  const aside = asideName(enginesDir, engine, 'removed');
  await rename(place, aside);
  await rm(aside, { recursive: true, force: true }).catch(() => undefined);
  return true;
}

function asideName(enginesDir: string, engine: PackedEngine, what: 'partial' | 'replaced' | 'removed'): string {
  return path.join(enginesDir, `${engine}.${what}-${process.pid}-${randomBytes(4).toString('hex')}`);
}

const ON_ITS_WAY = /^([a-z]+)\.(partial|replaced|removed)-(\d+)-[0-9a-f]{8}$/u;

interface LeftBehind {
  readonly name: string;
  readonly engine: string;
  readonly what: string;
}

/** What programs that were killed left; none where the folder is not there. */
async function leftBehind(enginesDir: string): Promise<readonly LeftBehind[]> {
  const names = await readdir(enginesDir).catch(() => []);
  return names.flatMap((name) => {
    const [, engine, what, pid] = ON_ITS_WAY.exec(name) ?? [];
    if (engine === undefined || what === undefined || isRunning(Number(pid))) return [];
    return [{ name, engine, what }];
  });
}

/** A program was killed after it had moved a pack out of the way, and before another one had its place. False: none was. */
async function putBack(enginesDir: string, engine: PackedEngine): Promise<boolean> {
  const left = await leftBehind(enginesDir);
  const replaced = left.find((one) => one.engine === engine && one.what === 'replaced');
  if (replaced === undefined) return false;
  await rename(path.join(enginesDir, replaced.name), packFolder(enginesDir, engine));
  return true;
}

async function isThere(file: string): Promise<boolean> {
  return (await lstat(file).catch(() => null)) !== null;
}
