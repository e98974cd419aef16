import type { BigIntStats, Dir, Dirent } from 'node:fs';
import { lstat, opendir, stat } from 'node:fs/promises';
import type { Failure } from '../../shared/failure.ts';
import { displayPath, joinPath, pathFromBytes, type FilePath } from '../../shared/file-path.ts';
import type { ScannedFile } from '../../shared/run.ts';
import { folderFailureTexts, skippedTexts } from '../../shared/texts/folder-failures.ts';
import { extensionOf, type Candidates } from './candidates.ts';
import { errorCode, systemPath } from './file-system.ts';
import type { ScanScope } from './ports.ts';

/** A stretch of a scan. Paths are relative to the root. */
export interface ScanChunk {
  readonly files: readonly ScannedFile[];
  /** Files that are there but no candidates, so that known ones among them do not count as vanished. */
  readonly others: readonly FilePath[];
  /** How many of the others there are of each type: an extension, or why they were left out. */
  readonly skipped: ReadonlyMap<string, number>;
  /** Folders whose pictures this scan says nothing about; `failure` null where they were left out on purpose. */
  readonly unlisted: readonly { readonly folder: FilePath; readonly failure: Failure | null }[];
}

// A chunk is one catalog transaction.
const CHUNK = 500;
// Files that are measured together: to begin with a whole chunk kept the window for 20 ms.
const AT_ONCE = 64;
const OPENDIR_BUFFER = 512;

/**
 * Walks one scope, depth first, a chunk at a time. Memory is bounded by the depth and breadth of folders, not by the number of files: folders are
 * streamed. Symbolic links to files are followed; links to folders are not, so that loops cannot happen and nothing is
 * found twice. Unreadable folders become `unlisted`. Only a root that cannot be opened throws (the file system's error).
 *
 * Of single files, which a person named, the rules read no name but its extension, and where that is no candidate's the
 * content decides: what has another extension may be a picture all the same, and what lies beside pictures that were
 * dropped together is skipped by its type, as it is in a folder.
 */
export async function* scanScope(
  scope: ScanScope,
  candidates: Candidates,
  signal: AbortSignal,
): AsyncGenerator<ScanChunk> {
  const { rootPath, part } = scope;
  if (part.kind === 'files') {
    for (let start = 0; start < part.files.length; start += CHUNK) {
      if (signal.aborted) return;
      const chunk = new ChunkBuilder();
      const paths = part.files.slice(start, start + CHUNK);
      const types = await Promise.all(paths.map((path) => typeOfOther(rootPath, path, candidates)));
      for (const [at, path] of paths.entries()) {
        const type = types[at] ?? null;
        if (type === null) chunk.candidates.push({ path, isLink: false });
        else chunk.skip(type, path);
      }
      yield await chunk.finish(rootPath);
    }
    return;
  }
  // A person's patterns know nothing of a root above the named folder. A slash follows the prefix: it is shown as it is alone.
  const above = part.prefix.length === 0 ? 0 : displayPath(part.prefix).length + 1;
  const belowNamed = (path: FilePath): string => displayPath(path).slice(above);
  let chunk = new ChunkBuilder();
  const folders: FilePath[] = [part.prefix];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const below: FilePath[] = [];
    try {
      for await (const entry of await openFolder(joinPath(rootPath, folder))) {
        if (signal.aborted) return;
        const rawName = nameOf(entry);
        const path = joinPath(folder, rawName);
        const name = displayPath(rawName);
        if (entry.isDirectory()) {
          if (candidates.isHidden(name) || candidates.isSystemFolder(name) || candidates.isIgnored(belowNamed(path))) {
            chunk.unlisted.push({ folder: path, failure: null });
          } else {
            below.push(path);
          }
        } else if (candidates.isHidden(name)) {
          chunk.skip('hidden', path);
        } else if (candidates.isIgnored(belowNamed(path))) {
          chunk.skip('ignored', path);
        } else if (candidates.isCandidate(name)) {
          chunk.candidates.push({ path, isLink: entry.isSymbolicLink() });
        } else {
          chunk.skip(typeOf(name), path);
        }
        if (chunk.length >= CHUNK) {
          yield await chunk.finish(rootPath);
          chunk = new ChunkBuilder();
        }
      }
    } catch (error) {
      if (folder.length === 0) throw error;
      chunk.unlisted.push({ folder, failure: folderFailure(error) });
    }
    // The last pushed is walked first: reversed, folders are met in the order in which they were listed.
    folders.push(...below.reverse());
  }
  if (chunk.length > 0 || chunk.unlisted.length > 0) yield await chunk.finish(rootPath);
}

class ChunkBuilder {
  readonly candidates: { readonly path: FilePath; readonly isLink: boolean }[] = [];
  readonly others: FilePath[] = [];
  readonly skipped = new Map<string, number>();
  readonly unlisted: { readonly folder: FilePath; readonly failure: Failure | null }[] = [];

  get length(): number {
    return this.candidates.length + this.others.length;
  }

  skip(type: string, path: FilePath): void {
    this.others.push(path);
    this.skipped.set(type, (this.skipped.get(type) ?? 0) + 1);
  }

  async finish(rootPath: FilePath): Promise<ScanChunk> {
    const files: ScannedFile[] = [];
    for (let start = 0; start < this.candidates.length; start += AT_ONCE) {
      const some = this.candidates.slice(start, start + AT_ONCE);
      const measured = await Promise.all(some.map(({ path }) => measure(rootPath, path)));
      for (const [at, { path, isLink }] of some.entries()) {
        const file = measured[at] ?? null;
        if (file !== null) files.push(file);
        else if (isLink) this.skip(skippedTexts.link, path);
      }
    }
    return { files, others: this.others, skipped: this.skipped, unlisted: this.unlisted };
  }
}

/** What a named file is skipped as; null: it is a candidate. */
async function typeOfOther(rootPath: FilePath, path: FilePath, candidates: Candidates): Promise<string | null> {
  const name = displayPath(path).split('/').at(-1) ?? '';
  if (candidates.isCandidate(name) || (await candidates.mayBePicture(joinPath(rootPath, path)))) return null;
  return typeOf(name);
}

function typeOf(name: string): string {
  return extensionOf(name) || skippedTexts.noExtension;
}

function openFolder(folder: FilePath): Promise<Dir> {
  const encoding = { encoding: 'buffer', bufferSize: OPENDIR_BUFFER } as unknown as { bufferSize: number };
  return opendir(systemPath(folder), encoding);
}

/** Opened with `encoding: 'buffer'`, which Node supports and its types do not know: the name is a Buffer. */
function nameOf(entry: Dirent): FilePath {
  const name: unknown = entry.name;
  return name instanceof Uint8Array ? pathFromBytes(name) : entry.name;
}

/** Size and mtime without opening; null for a file that is gone, a link to a folder and a link to nothing. */
async function measure(rootPath: FilePath, path: FilePath): Promise<ScannedFile | null> {
  const absolute = systemPath(joinPath(rootPath, path));
  try {
    let facts: BigIntStats = await lstat(absolute, { bigint: true });
    if (facts.isSymbolicLink()) {
      facts = await stat(absolute, { bigint: true });
      if (facts.isDirectory()) return null;
    }
    return { path, size: Number(facts.size), mtimeNs: facts.mtimeNs };
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return null;
    // It is there and will not be measured: reading it says why, as that picture's failure.
    return { path, size: 0, mtimeNs: 0n };
  }
}

function folderFailure(error: unknown): Failure {
  const code = errorCode(error);
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return { kind: 'permission-denied', detail: folderFailureTexts.forbidden };
    case 'ENOENT':
    case 'ENOTDIR':
      return { kind: 'vanished', detail: folderFailureTexts.gone };
    default:
      return { kind: 'read-error', detail: folderFailureTexts.unlisted(code) };
  }
}
