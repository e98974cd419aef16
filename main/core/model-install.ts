import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { KnownDigest } from '../../shared/model-import.ts';
import { modelFaultTexts as texts, modelSourceTexts } from '../../shared/texts/model-faults.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import { DOWNLOAD_LIMITS, downloadFile } from '../download/download-file.ts';
import { lockDownload } from '../download/download-lock.ts';
import { removeDownload } from '../download/partial-file.ts';
import { readPinnedDigests, pinDigest } from '../model/pinned-digests.ts';
import { listModels } from '../model/model-folder.ts';
import {
  expectedBytes,
  mostBytes,
  readPublishedModels,
  type PublishedFile,
  type PublishedModel,
} from '../model/published-models.ts';
import { publishedFacts } from '../model/published-networks.ts';
import { unpackedCheckpoint } from '../model/unpacked-checkpoint.ts';
import { fileSha256 } from '../model/weights-check.ts';
import { answer, refuse, unusable, type Answer } from './answer.ts';
import type { InstallNews, ModelInstallation } from './host-answers.ts';
import type { Core, CoreOptions } from './host-contract.ts';
import type { ModelInstallRequest } from './host-requests.ts';
import { downloadsFolder, forgetDownload } from './model-downloads.ts';
import { prepareImport, refusedTrial } from './prepared-import.ts';
import { standingModel } from './standing-model.ts';

/** A copy of the weights is made, and later a graph of them. */
const SPACE_FACTOR = 3;
const IMAGENET_CLASSES = 1000;
const SHA256_DIGITS = 64;

/** Bringing published models in. */
export function createModelInstall(options: CoreOptions): Pick<Core, 'installableModels' | 'installModel'> {
  const { published, ownModelsDir, modelDirs } = options;
  return {
    installableModels: async () => {
      const [list, pinned, { models }] = await Promise.all([
        readPublishedModels(published.list),
        readPinnedDigests(ownModelsDir),
        listModels(modelDirs),
      ]);
      return answer(
        list.map((model) => {
          const { bytes, isStated } = expectedBytes(model);
          const isInstalled = models.some(({ manifest }) => manifest.id === model.id);
          return { model, bytes, isSizeStated: isStated, digest: knownDigest(model, pinned), isInstalled };
        }),
      );
    },

    installModel: async (request, signal, tell) => {
      const list = await readPublishedModels(published.list);
      const model = list.find(({ id }) => id === request.id);
      if (model === undefined) {
        return refuse({ kind: 'unknown-published-model', id: request.id, known: list.map(({ id }) => id) });
      }
      const standing = await standingModel(options, model);
      if (!standing.ok) return standing;
      if (standing.value.kind === 'whole') {
        // A program that was killed right after the model had moved in left its file.
        await forgetDownload(downloadPath(options, model));
        return answer({ kind: 'present', model: standing.value.model });
      }
      // Before anything is brought: what is too large to be tried here would come for nothing.
      const tooLittle = refusedTrial(options, model.name, publishedFacts(model.variant).costs);
      if (tooLittle !== null) return tooLittle;
      const wanted = { ...request, replaces: standing.value.kind === 'damaged' };
      if (standing.value.kind === 'damaged') tell({ kind: 'replacing', file: standing.value.file });
      if (request.from !== null) {
        const taken = await take(options, model, request.from);
        const installed = await installBrought(options, model, taken, wanted, signal, tell);
        // What had come of it before is of no use any more.
        if (installed.ok && installed.value.kind !== 'cancelled') await forgetDownload(downloadPath(options, model));
        return installed;
      }
      // Until it is installed: what one program has downloaded, another would take, and remove.
      const lock = await lockDownload(downloadPath(options, model));
      if (!lock.ok) return refuse({ kind: 'download', id: model.id, url: model.url, failure: lock.failure });
      try {
        const downloaded = await download(options, model, signal, tell);
        return await installBrought(options, model, downloaded, wanted, signal, tell);
      } finally {
        await lock.release();
      }
    },
  };
}

interface WantedInstall extends ModelInstallRequest {
  /** Whether a damaged one makes room for it. */
  readonly replaces: boolean;
}

/** Installs what was brought, and releases it where it is of no more use. */
async function installBrought(
  options: CoreOptions,
  model: PublishedModel,
  brought: Answer<Brought | null>,
  request: WantedInstall,
  signal: AbortSignal,
  tell: (news: InstallNews) => void,
): Promise<Answer<ModelInstallation>> {
  if (!brought.ok) return brought;
  if (brought.value === null) return answer({ kind: 'cancelled' });
  let installed: Answer<ModelInstallation> | null = null;
  try {
    if (signal.aborted) installed = answer({ kind: 'cancelled' });
    else {
      tell({ kind: 'trying' });
      installed = await install(options, model, brought.value, request, signal);
    }
    return installed;
  } finally {
    if (!staysForNext(brought.value, installed)) await brought.value.release();
  }
}

function knownDigest({ url, sha256 }: PublishedModel, pinned: ReadonlyMap<string, string>): KnownDigest {
  const recorded = pinned.get(url);
  if (sha256?.length === SHA256_DIGITS) return { kind: 'stated', sha256 };
  // What is stated counts: it may have been corrected since.
  if (recorded?.startsWith(sha256 ?? '') === true) return { kind: 'recorded', sha256: recorded };
  return sha256 === null ? { kind: 'unverified' } : { kind: 'prefix', sha256 };
}

/** A checkpoint that is one of the published files. */
interface Brought {
  readonly checkpoint: string;
  /** Whether it would be known again by its digest, and so need not be brought a second time. */
  readonly isReusable: boolean;
  readonly sha256: string;
  readonly publication: PublishedFile;
  /** Removes what the program itself has laid down. */
  readonly release: () => Promise<void>;
}

/**
 * Whether what was brought is of use to the next try: nothing was installed, for a reason that is not the file's (cancelled,
 * no memory to try it, a full disk). `installed`: null where something was thrown.
 */
function staysForNext({ checkpoint, isReusable }: Brought, installed: Answer<ModelInstallation> | null): boolean {
  if (!isReusable) return false;
  if (installed === null) return true;
  if (installed.ok) return installed.value.kind === 'cancelled';
  const { failure } = installed;
  return failure.kind !== 'unusable-model' || failure.file !== checkpoint;
}

/** Where the file of a model is while it is on its way. */
function downloadPath({ ownModelsDir }: CoreOptions, { id, url }: PublishedModel): string {
  return path.join(downloadsFolder(ownModelsDir), `${id}-${path.basename(new URL(url).pathname)}`);
}

/** Null: it was cancelled; what has come stays for the next time. */
async function download(
  options: CoreOptions,
  model: PublishedModel,
  signal: AbortSignal,
  tell: (news: InstallNews) => void,
): Promise<Answer<Brought | null>> {
  const { published } = options;
  const { id, url, bytes } = model;
  const known = knownDigest(model, await readPinnedDigests(options.ownModelsDir));
  const file = downloadPath(options, model);
  tell({ kind: 'asking' });
  const downloaded = await downloadFile(
    {
      ...{ url, file, bytes, mostBytes: mostBytes(model), spaceFactor: SPACE_FACTOR },
      sha256: known.kind === 'unverified' ? null : known.sha256,
    },
    published.get,
    signal,
    (there, total) => {
      tell({ kind: 'downloading', bytes: there, total });
    },
    published.limits ?? DOWNLOAD_LIMITS,
  );
  if (downloaded.ok) {
    const { sha256 } = downloaded;
    const isReusable = known.kind !== 'unverified';
    return answer({ checkpoint: file, isReusable, sha256, publication: model, release: () => removeDownload(file) });
  }
  const { failure } = downloaded;
  return failure.kind === 'cancelled' ? answer(null) : refuse({ kind: 'download', id, url, failure });
}

/** The file that a person has, or the checkpoint inside it, where it is one of the published ones. */
async function take({ ownModelsDir }: CoreOptions, model: PublishedModel, from: string): Promise<Answer<Brought>> {
  try {
    await mkdir(ownModelsDir, { recursive: true });
  } catch (error) {
    return unusable({ file: ownModelsDir, reason: texts.notMade(thrownMessage(error)) });
  }
  // A name by which the next import knows what a program left that was killed.
  const aside = `.import-${process.pid}-${randomBytes(4).toString('hex')}`;
  const unpacked = await unpackedCheckpoint(from, path.join(ownModelsDir, aside));
  if (!unpacked.ok) return unusable(unpacked.problem);
  const { checkpoint, release } = unpacked;
  let isTaken = false;
  try {
    const pinned = await readPinnedDigests(ownModelsDir);
    const sha256 = await fileSha256(checkpoint);
    const known = knownDigest(model, pinned);
    const publications: readonly (readonly [PublishedFile, string | null])[] = [
      [model, known.kind === 'unverified' ? null : known.sha256],
      ...model.otherFiles.map((file) => [file, file.sha256] as const),
    ];
    const found = publications.find(([, digest]) => digest === null || sha256.startsWith(digest));
    if (found === undefined) {
      return refuse({
        kind: 'other-file',
        file: from,
        sha256,
        expected: publications.flatMap(([, digest]) => digest ?? []),
      });
    }
    isTaken = true;
    return answer({ checkpoint, isReusable: false, sha256, publication: found[0], release });
  } finally {
    if (!isTaken) await release();
  }
}

async function install(
  options: CoreOptions,
  model: PublishedModel,
  { checkpoint, sha256, publication }: Brought,
  { testPicture, replaces }: WantedInstall,
  signal: AbortSignal,
): Promise<Answer<ModelInstallation>> {
  const { id, name, variant, url } = model;
  const { origin, publisher, licence } = publication;
  const isDownload = publication === model;
  const from = isDownload ? url : modelSourceTexts.fileOf(publisher);
  const provenance = {
    source: modelSourceTexts.published(name, publisher, from, sha256),
    licence: {
      name: licence.name,
      text: await readFile(path.join(options.published.licencesDir, licence.file), 'utf8'),
    },
  };
  const request = { file: checkpoint, origin, labelsFile: null, id, name, provenance, replaces };
  const prepared = await prepareImport(options, request, testPicture, signal, ({ network }) =>
    network.variant === variant && network.classes === IMAGENET_CLASSES
      ? null
      : refuse({
          kind: 'unusable-model',
          file: checkpoint,
          reason: texts.otherNetworkThan(network.variant, network.classes, variant, IMAGENET_CLASSES),
        }),
  );
  if (!prepared.ok) return prepared;
  const { value } = prepared;
  if (value.kind === 'cancelled') return answer(value);
  if (value.kind === 'present') return answer({ kind: 'present', model: value.model });
  const accepted = await value.accept();
  if (!accepted.ok) return accepted;
  // The model is there, whether or not it can be noted what its file was.
  if (isDownload) await pinDigest(options.ownModelsDir, url, sha256).catch(() => undefined);
  return answer({ kind: 'installed', model: accepted.value, best: value.best, sha256 });
}
