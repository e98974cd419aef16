import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RecognisedModel } from '../../shared/model-import.ts';
import type { OriginId } from '../../shared/recognition.ts';
import { modelSourceTexts } from '../../shared/texts/model-faults.ts';
import { recognitionTexts } from '../../shared/texts/recognition.ts';
import { DIALECTS } from '../checkpoint/dialects.ts';
import { readNetworkTensors } from '../checkpoint/network-tensors.ts';
import { openCheckpoint } from '../checkpoint/open-checkpoint.ts';
import { recogniseCheckpoint, type Recognition } from '../checkpoint/recognise.ts';
import { writeSafetensors } from '../checkpoint/write-safetensors.ts';
import { isRunning } from '../process/is-running.ts';
import type { CheckpointFault } from '../checkpoint/checkpoint-fault.ts';
import type { CheckpointFile } from '../checkpoint/checkpoint-file.ts';
import { readImportLabels, type ImportedLabels } from './import-labels.ts';
import { MANIFEST_FILE, type ModelManifest } from './manifest.ts';
import { readModelFolder, type Model } from './model-folder.ts';
import { modelArchitecture } from './network.ts';
import type { ModelProblem } from './problem.ts';
import { fileSha256 } from './weights-check.ts';

export interface ImportRequest {
  /** The checkpoint. */
  readonly file: string;
  /** Null: what its tensors tell is taken. */
  readonly origin: OriginId | null;
  /** Of labels; null: see `readImportLabels`. */
  readonly labelsFile: string | null;
  readonly id: string;
  readonly name: string;
  /** Of one that somebody publishes; null: it is a person's own. */
  readonly provenance: Provenance | null;
}

/** Whose weights they are. */
export interface Provenance {
  /** In a sentence. */
  readonly source: string;
  readonly licence: { readonly name: string; readonly text: string };
}

/** A model that is whole, in a folder beside where it will be. Whoever has it moves it in or discards it. */
export interface PreparedModel {
  readonly model: Model;
  /** Gives the model its place. False where a folder of its name is there already; then it is as it was before. */
  moveIn(): Promise<boolean>;
  /** The same, and what is there goes; where it cannot, rejects with what the file system says, and it stays. */
  replace(): Promise<void>;
  discard(): Promise<void>;
}

export type ImportStep<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: ModelProblem };

/** An open checkpoint whose network is known. Whoever has it closes the file. */
export interface ModelSource {
  readonly file: CheckpointFile;
  readonly recognition: Extract<Recognition, { ok: true }>;
  readonly labels: ImportedLabels;
  readonly recognised: RecognisedModel;
}

const WEIGHTS_FILE = 'weights.safetensors';
const LICENCE_FILE = 'LICENSE.txt';

/**
 * A model's scores below this are *uncertain*, until its maker or its user sets another: for ImageNet's thousand classes
 * that of the bundled model, else the best class has to be likelier than all others together.
 */
const IMAGENET_THRESHOLD = 0.21;
const THRESHOLD = 0.5;

/** Opens a checkpoint and finds out what network it holds, how it was trained and how its classes are called. */
export async function openModelSource(
  { file: checkpoint, origin, labelsFile }: Pick<ImportRequest, 'file' | 'origin' | 'labelsFile'>,
  taxonomyDir: string,
): Promise<ImportStep<ModelSource>> {
  const opened = await openCheckpoint(checkpoint);
  if (!opened.ok) return { ok: false, problem: problemOf(opened.fault) };
  const { file } = opened;
  const source = await recogniseSource();
  if (!source.ok) await file.close();
  return source;

  async function recogniseSource(): Promise<ImportStep<ModelSource>> {
    const recognition = recogniseCheckpoint(file.entries, origin);
    if (!recognition.ok) {
      const reason = recognitionTexts.fault(recognition.fault);
      return { ok: false, problem: { kind: 'unusable-weights', file: checkpoint, reason } };
    }
    const { network, assumed } = recognition;
    const read = await readImportLabels(labelsFile, network.classes, taxonomyDir);
    if (!read.ok) return read;
    const { labels } = read;
    const recognised = { network, origin: recognition.origin, assumed, labels: labels.source };
    return { ok: true, value: { file, recognition, labels, recognised } };
  }
}

/**
 * Writes a model of the checkpoint into a folder beside the one that it will have in `modelsDir`: the network's own
 * tensors as safetensors, labels and manifest. On any failure nothing is left; a folder left by a program that was killed
 * is removed by the next import.
 */
export async function prepareModel(
  source: ModelSource,
  request: ImportRequest,
  modelsDir: string,
): Promise<ImportStep<PreparedModel>> {
  const aside = path.join(modelsDir, `.import-${process.pid}-${randomBytes(4).toString('hex')}`);
  const discard = (): Promise<void> => rm(aside, { recursive: true, force: true });
  try {
    await mkdir(modelsDir, { recursive: true });
    await removeLeftovers(modelsDir);
    await mkdir(aside);
    const written = await writeModel(source, request, aside);
    if (!written.ok) {
      await discard();
      return written;
    }
    const place = path.join(modelsDir, request.id);
    const moveIn = (): Promise<boolean> => moveFolder(aside, place);
    const replace = (): Promise<void> => replaceFolder(aside, place);
    return { ok: true, value: { model: written.value, moveIn, replace, discard } };
  } catch (error) {
    await discard();
    // The disk is full, the folder may not be written …
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return { ok: false, problem: { kind: 'unwritable-folder', file: modelsDir, reason: error.message } };
  }
}

async function writeModel(
  { file, recognition, labels }: ModelSource,
  request: ImportRequest,
  folder: string,
): Promise<ImportStep<Model>> {
  const { network, conventions } = recognition;
  const { provenance } = request;
  const weightsPath = path.join(folder, WEIGHTS_FILE);
  const manifest: Omit<ModelManifest, 'weights'> = {
    format: 1,
    id: request.id,
    name: request.name,
    variant: network.variant,
    classes: network.classes,
    ...conventions,
    labelSet: labels.labelSet,
    threshold: labels.source.kind === 'imagenet' ? IMAGENET_THRESHOLD : THRESHOLD,
    licence: provenance === null ? null : { name: provenance.licence.name, file: LICENCE_FILE },
    source: provenance?.source ?? modelSourceTexts.imported(path.basename(request.file), recognition.origin),
  };
  const read = await readNetworkTensors(file, modelArchitecture(manifest), DIALECTS[network.dialect]);
  if (!read.ok) return { ok: false, problem: problemOf(read.fault) };
  await writeSafetensors(weightsPath, read.tensors);
  const { size } = await stat(weightsPath);
  const sha256 = await fileSha256(weightsPath);
  const weights = { file: WEIGHTS_FILE, bytes: size, sha256, dialect: network.dialect };
  if (labels.data !== null) {
    await writeFile(path.join(folder, `${labels.labelSet}.json`), `${JSON.stringify(labels.data)}\n`);
  }
  if (provenance !== null) await writeFile(path.join(folder, LICENCE_FILE), provenance.licence.text);
  await writeFile(path.join(folder, MANIFEST_FILE), `${JSON.stringify({ ...manifest, weights }, null, 2)}\n`);
  const model = await readModelFolder(folder);
  return model.ok ? { ok: true, value: model.model } : model;
}

/** A rename is all or nothing: nobody sees half of a folder. */
async function moveFolder(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    // What is said of a folder that is not empty depends on the system.
    if (existsSync(to)) return false;
    throw error;
  }
}

const ON_ITS_WAY = /^\.(?:import|remove)-(\d+)-[0-9a-f]+$/;

/** No system renames one folder over another: for a moment there is none, and one that is left then is removed later. */
async function replaceFolder(from: string, to: string): Promise<void> {
  const aside = removedBeside(to);
  await rename(to, aside);
  try {
    await rename(from, to);
  } catch (error) {
    await rename(aside, to);
    throw error;
  }
  await deleteFolder(aside);
}

/** Takes a model's folder away: out of sight at once, then file by file. */
export async function removeModelFolder(folder: string): Promise<void> {
  const aside = removedBeside(folder);
  await rename(folder, aside);
  await deleteFolder(aside);
}

/** It is no model any more: what of it cannot be deleted now is in nobody's way, and is tried again with the next import. */
async function deleteFolder(aside: string): Promise<void> {
  await rm(aside, { recursive: true, force: true }).catch(() => undefined);
}

function removedBeside(folder: string): string {
  return path.join(path.dirname(folder), `.remove-${process.pid}-${randomBytes(4).toString('hex')}`);
}

/** Removes what imports and removals left whose program was killed. */
async function removeLeftovers(modelsDir: string): Promise<void> {
  for (const name of await readdir(modelsDir)) {
    const pid = ON_ITS_WAY.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) await deleteFolder(path.join(modelsDir, name));
  }
}

function problemOf({ file, tensor, reason }: CheckpointFault): ModelProblem {
  return { kind: 'unusable-weights', file, reason: tensor === null ? reason : `${tensor} ${reason}` };
}
