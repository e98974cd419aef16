import path from 'node:path';
import { dialog, type BrowserWindow, type FileFilter } from 'electron';
import type { InstallableModelView, ModelArrivalOutputs, ModelFileKind } from '../../shared/contract/model-arrivals.ts';
import { applicationTexts } from '../../shared/texts/application.ts';
import { arrivalTexts as texts } from '../../shared/texts/get-models.ts';
import type { InstallableModel } from '../core/host-answers.ts';
import { refusal, reply, replyOf, type CommandHandlers } from './command-handlers.ts';
import type { Library } from './library.ts';
import type { ModelArrivals } from './model-arrivals.ts';
import type { SamplePlaces } from './sample-pictures.ts';

export interface ArrivalCommandParts {
  readonly library: () => Library;
  readonly window: () => BrowserWindow;
  readonly arrivals: ModelArrivals;
  readonly samples: SamplePlaces;
  /** Something that the window shows has changed. */
  readonly onChange: () => void;
  /** Another model is chosen, since the one that was is not there any more. */
  readonly onModelChange: () => void;
}

/** Commands about models that come and go: published ones, and a person's own. */
export function arrivalCommands(parts: ArrivalCommandParts): CommandHandlers<keyof ModelArrivalOutputs> {
  const { library, window, arrivals, samples, onChange, onModelChange } = parts;
  const sample = path.join(samples.bundled, 'koala.jpg');
  /** The page names no file that a person has not chosen. */
  const chosen = new Set<string>();

  const stop = async () => {
    await arrivals.stop();
    return reply(null);
  };

  return {
    installableModels: async () =>
      replyOf(await library().core.installableModels(), (list) => ({
        models: list.map(installableView),
        installing: arrivals.installing(),
      })),
    installModel: async ({ id, fromFile }) => {
      const { core } = library();
      const listed = await core.installableModels();
      const name = listed.ok ? listed.value.find(({ model }) => model.id === id)?.model.name : undefined;
      const from = fromFile ? await chooseFile(window(), texts.chooseWeights(name ?? id), WEIGHTS) : null;
      if (fromFile && from === null) return reply(null);
      const installed = await arrivals.install(core, name ?? id, { id, from, testPicture: sample });
      if (installed.ok && installed.value !== null) onChange();
      return installed;
    },
    cancelInstall: stop,
    chooseModelFile: async ({ kind }) => {
      const file = await chooseFile(window(), texts.chooseFile[kind], FILTERS[kind]);
      if (file !== null) chosen.add(file);
      return reply(file);
    },
    prepareImport: ({ file, labels, origin, name, picture }) => {
      const named = [file, labels, picture].filter((one) => one !== null);
      if (!named.every((one) => chosen.has(one))) return Promise.resolve(refusal(texts.notChosen));
      const request = { file, labelsFile: labels, origin, name, testPicture: picture ?? sample };
      return arrivals.prepare(library().core, request);
    },
    acceptImport: async () => {
      const accepted = await arrivals.accept();
      if (accepted.ok) onChange();
      return accepted;
    },
    discardImport: stop,
    removeModel: async ({ id, predictions }) => {
      // A run reads the model's files, and writes its results.
      if (library().runs.view() !== null) return refusal(texts.removeWhileRunning);
      const { core } = library();
      const removed = await core.removeModel(id, predictions);
      // Where it broke off, the model may be gone all the same.
      if (!removed.ok || removed.value.kind === 'removed') onModelChange();
      const { models } = await core.models();
      return replyOf(removed, (removal) => {
        if (removal.kind === 'asks') return { kind: 'asks', pictures: removal.pictures, reviews: removal.reviews };
        const next = models.find(({ manifest }) => manifest.id === removal.chosen);
        return { ...removal, chosen: next?.manifest.name ?? null };
      });
    },
  };
}

function installableView({ model, bytes, isSizeStated, digest, isInstalled }: InstallableModel): InstallableModelView {
  const { id, name, publisher, url, isDownloadSeen, licence, top1, top1At } = model;
  const facts = { id, name, publisher, licence: licence.name, top1, top1At };
  return { ...facts, host: new URL(url).host, url, isDownloadSeen, bytes, isSizeStated, digest, isInstalled };
}

/** Whatever it is called, it is read for what it is. */
const ALL_FILES: FileFilter = { name: texts.allFiles, extensions: ['*'] };
const WEIGHTS: readonly FileFilter[] = [
  { name: texts.weightFiles, extensions: ['safetensors', 'pth', 'pt', 'bin', 'zip', 'whl'] },
  ALL_FILES,
];
const FILTERS: Readonly<Record<ModelFileKind, readonly FileFilter[]>> = {
  checkpoint: [{ name: texts.checkpointFiles, extensions: ['safetensors', 'pth', 'pt', 'bin', 'ckpt'] }, ALL_FILES],
  labels: [{ name: texts.labelFiles, extensions: ['txt', 'csv', 'tsv', 'json'] }, ALL_FILES],
  picture: [ALL_FILES],
};

/** Asks by the system's dialog; null: the person chose nothing. */
async function chooseFile(
  window: BrowserWindow,
  title: string,
  filters: readonly FileFilter[],
): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title,
    buttonLabel: applicationTexts.choose,
    filters: [...filters],
    properties: ['openFile'],
  });
  return filePaths[0] ?? null;
}
