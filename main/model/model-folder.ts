import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { modelFaultTexts as texts } from '../../shared/texts/model-faults.ts';
import { modelDigest } from './digest.ts';
import { MANIFEST_FILE, parseManifest, type ModelManifest } from './manifest.ts';
import { fileFault, type ModelProblem } from './problem.ts';

/** A model on disk whose manifest was read and whose weights file has the size it should; its bytes are not yet checked. */
export interface Model {
  readonly manifest: ModelManifest;
  /** Of everything that changes scores (`modelDigest`). */
  readonly digest: string;
  /** Absolute. */
  readonly folder: string;
  /** Absolute path of the weights file. */
  readonly weightsPath: string;
}

export type ReadModel =
  { readonly ok: true; readonly model: Model } | { readonly ok: false; readonly problem: ModelProblem };

/** A manifest is a page of text; whatever is larger is not one, and is not read into memory. */
const MAX_MANIFEST_BYTES = 1 << 20;

/** Reads the manifest in `folder` and checks that the weights file it names is there, a file, and of the right size. */
export async function readModelFolder(folder: string): Promise<ReadModel> {
  const absolute = resolve(folder);
  const file = join(absolute, MANIFEST_FILE);
  let text: string;
  try {
    const stat = await lstat(file);
    if (!stat.isFile()) return failed('unreadable-manifest', file, texts.notRegular);
    if (stat.size > MAX_MANIFEST_BYTES) return failed('unreadable-manifest', file, texts.manifestTooLarge);
    text = await readFile(file, 'utf8');
  } catch (error) {
    return failed('unreadable-manifest', file, fileFault(error));
  }
  const parsed = parseManifest(text);
  if (!parsed.ok) return failed('invalid-manifest', file, parsed.reason);
  const { manifest } = parsed;
  const weightsPath = join(absolute, manifest.weights.file);
  try {
    // A link is not followed: it could lead out of the folder.
    const stat = await lstat(weightsPath);
    if (!stat.isFile()) return failed('unreadable-weights', weightsPath, texts.notRegular, manifest);
    if (stat.size !== manifest.weights.bytes) {
      const reason = texts.otherSize(stat.size, manifest.weights.bytes);
      return failed('changed-weights', weightsPath, reason, manifest);
    }
  } catch (error) {
    return failed('unreadable-weights', weightsPath, fileFault(error), manifest);
  }
  return { ok: true, model: { manifest, digest: modelDigest(manifest), folder: absolute, weightsPath } };
}

/** Whether a model's folder is directly in this one. */
export function isInside(modelsDir: string, { folder }: Model): boolean {
  return dirname(folder) === resolve(modelsDir);
}

/** Every model found, by id, and what is wrong with the folders that look like one and cannot be used. */
export interface ModelList {
  readonly models: readonly Model[];
  readonly problems: readonly ModelProblem[];
}

/**
 * The models in `modelDirs`: each folder directly inside one of them that holds a `manifest.json`, but for those whose
 * names begin with a dot: models on their way in or out. A directory that does not exist holds none. Where two models have one id the first directory's is kept.
 */
export async function listModels(modelDirs: readonly string[]): Promise<ModelList> {
  const byId = new Map<string, Model>();
  const problems: ModelProblem[] = [];
  for (const modelDir of modelDirs) {
    for (const folder of await modelFolders(resolve(modelDir), problems)) {
      const read = await readModelFolder(folder);
      if (!read.ok) {
        problems.push(read.problem);
        continue;
      }
      const { id } = read.model.manifest;
      const earlier = byId.get(id);
      if (earlier === undefined) {
        byId.set(id, read.model);
      } else {
        const reason = texts.sameId(id, earlier.folder);
        problems.push({ kind: 'duplicate-id', file: join(folder, MANIFEST_FILE), reason });
      }
    }
  }
  const models = [...byId.values()].sort((a, b) => (a.manifest.id < b.manifest.id ? -1 : 1));
  return { models, problems };
}

/** Folders in `modelDir` that hold a manifest, in the order of their names. */
async function modelFolders(modelDir: string, problems: ModelProblem[]): Promise<string[]> {
  const names = await namesIn(modelDir, problems);
  const folders = names.filter(isModelFolder).map((entry) => join(modelDir, entry.name));
  const holdsManifest = await Promise.all(
    folders.map(async (folder) => (await namesIn(folder, problems)).some((entry) => entry.name === MANIFEST_FILE)),
  );
  return folders.filter((_, index) => holdsManifest[index]).sort();
}

function isModelFolder(entry: Dirent): boolean {
  return entry.isDirectory() && !entry.name.startsWith('.');
}

async function namesIn(folder: string, problems: ModelProblem[]): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isAbsent) problems.push({ kind: 'unreadable-folder', file: folder, reason: fileFault(error) });
    return [];
  }
}

function failed(kind: ModelProblem['kind'], file: string, reason: string, manifest?: ModelManifest): ReadModel {
  return { ok: false, problem: { kind, file, reason, ...(manifest === undefined ? {} : { manifest }) } };
}
