import { assertNever } from '../assert-never.ts';
import type { KnownDigest, LabelSource, RecognisedModel } from '../model-import.ts';
import { ORIGIN_IDS, type OriginId } from '../recognition.ts';
import { digestText, sizeText } from './model-install.ts';
import { formatBytes, formatCount, formatNumber, formatScore } from './quantities.ts';
import { originName, recognitionTexts } from './recognition.ts';

/** Labels or synsets that are named one by one; more are counted. */
const NAMED = 5;

function listed(names: readonly string[]): string {
  const more = names.length > NAMED ? `, and ${formatNumber(names.length - NAMED)} more` : '';
  return names.slice(0, NAMED).join(', ') + more;
}

const saw = (picture: string, label: string, score: number): string =>
  `In ${picture} it sees: ${label} (${formatScore(score)})`;

/** What the application says of models that come and go, outside of its window. */
export const arrivalTexts = {
  underWay: 'A model is being installed or imported already. Wait for it, or cancel it.',
  nothingPrepared: 'There is no model any more that could be added. Import it again.',
  notChosen: 'Only files that were chosen by a dialog are read.',
  removeWhileRunning: 'Pictures are being classified. Remove the model when that is done.',
  chooseWeights: (name: string) => `Choose the file of ${name}`,
  chooseFile: {
    checkpoint: 'Choose a checkpoint',
    labels: 'Choose a file with the names of the classes',
    picture: 'Choose a picture to try it on',
  },
  checkpointFiles: 'Checkpoints',
  weightFiles: 'Weights, and archives with them',
  labelFiles: 'Lists of classes',
  allFiles: 'All files',
} as const;

/** What the window says of published models. */
export const getModelsTexts = {
  open: 'Get models…',
  title: 'Models to install',
  explained: 'Networks with their weights, from those who publish them. Nothing is downloaded before you say so.',
  back: 'Back to the models',
  facts: (publisher: string, bytes: number, isSizeStated: boolean, licence: string) =>
    `Published by ${publisher} · ${sizeText(bytes, isSizeStated)} · licence ${licence}`,
  top1: (top1: number, at: number) =>
    `Top-1 as published: ${formatNumber(Math.round(top1 * 1000) / 1000)} % at ${formatNumber(at)} × ${formatNumber(at)} pixels`,
  digest: (digest: KnownDigest) => `SHA-256: ${digestText(digest)}`,
  hint:
    'Top-1 is what the publisher measured on ImageNet’s validation set; what a model makes of your pictures is another ' +
    'matter. A size with “about” is computed from the network. Where a SHA-256 is unverified, that of the first download is kept. “Download never tried”: ' +
    'those who make Classifold could not download it themselves; its address and SHA-256 are as published.',
  isInstalled: 'Installed',
  neverTried: 'Download never tried',
  install: 'Install…',
  installOf: (name: string) => `Install… (${name})`,
  done: (name: string, tried: { picture: string; label: string; score: number } | null) =>
    tried === null
      ? `${name} was installed already: nothing was changed`
      : `${name} is installed. ${saw(tried.picture, tried.label, tried.score)}`,
  show: 'Show models',

  dialog: {
    title: (name: string) => `Install ${name}`,
    download: (host: string, bytes: number, isSizeStated: boolean) =>
      `Downloads ${sizeText(bytes, isSizeStated)} from ${host}, through the system’s proxy. Nothing but that file is asked for.`,
    compared: (digest: KnownDigest): string => {
      switch (digest.kind) {
        case 'stated':
        case 'prefix':
          return `The file is compared with its publisher’s SHA-256, ${digestText(digest)}, and tried on a picture before it counts.`;
        case 'recorded':
          return `The file is compared with the one that was installed here before, ${digestText(digest)}, and tried on a picture before it counts.`;
        case 'unverified':
          return 'Its publisher states no SHA-256: the file is unverified. It is tried on a picture before it counts.';
        default:
          return assertNever(digest);
      }
    },
    resumed: 'A download that is cancelled or breaks off goes on from there the next time.',
    byHand: (url: string) =>
      `If this machine is offline, download ${url} elsewhere, and install it from that file. It is only read, and compared in the same way.`,
    licence: (publisher: string, licence: string) => `Published by ${publisher} under ${licence}.`,
    cancel: 'Cancel',
    fromFile: 'From a file…',
    confirm: 'Download',
  },

  bar: {
    region: 'Installation',
    installing: (name: string) => `Installing ${name}`,
    beginning: 'Looking at what is there…',
    bytes: (bytes: number, total: number | null) =>
      total === null ? formatBytes(bytes) : `${formatBytes(bytes)} of ${formatBytes(total)}`,
    trying: 'Copying its weights, and trying it on a picture…',
    cancel: 'Cancel installation',
  },
} as const;

/** What the window says of a model of a person's own, on its way in. */
export const importTexts = {
  open: 'Import a model…',
  title: 'Import a model',
  explained:
    'A checkpoint of an EfficientNet, as PyTorch or safetensors has it. Nothing in it is executed; what is needed is copied.',
  file: 'Checkpoint',
  labels: 'Names of the classes',
  labelsHint: 'A line each, CSV or JSON. Without it, 1,000 classes are taken for ImageNet’s; others are numbered.',
  picture: 'Picture to try it on',
  sample: 'koala.jpg, a sample',
  none: 'None',
  choose: 'Choose…',
  chooseOf: (what: string) => `Choose… (${what})`,
  origin: 'Whose network it was trained in',
  originHint: 'Where its tensors do not tell; otherwise leave it.',
  originUnknown: 'What its tensors tell',
  origins: ORIGIN_IDS.map((value: OriginId) => ({ value, label: originName(value) })),
  name: 'Name',
  nameHint: 'What you call it; as the file is called, if left empty.',
  look: 'Try it',
  looking: 'Its weights are copied, and it is tried on a picture…',
  cancel: 'Cancel',

  found: {
    title: 'Recognised',
    network: ({ network }: RecognisedModel) => recognitionTexts.network(network),
    assumed: 'Assumed',
    assumptions: ({ assumed }: RecognisedModel): readonly string[] =>
      assumed.map((assumption) => recognitionTexts.assumption(assumption)),
    origin: ({ origin }: RecognisedModel) => `Origin: ${originName(origin)}.`,
    labels(source: LabelSource): readonly string[] {
      switch (source.kind) {
        case 'imagenet':
          return ['Its 1,000 classes are taken for those of ImageNet, in the usual order. If they are not, name them.'];
        case 'numbered':
          return [`No names were given: classes are called “class 0” to “class ${formatNumber(source.classes - 1)}”.`];
        case 'given': {
          const { classes, inHierarchy, repeated, unknownSynsets } = source;
          const groups =
            inHierarchy === 0 ? 'in no groups' : `${formatNumber(inHierarchy)} of them in WordNet’s groups`;
          return [
            `Names: ${formatCount(classes, 'class', 'classes')}, ${groups}.`,
            ...(repeated.length === 0
              ? []
              : [`Several classes had one name, and have numbers now: ${listed(repeated)}.`]),
            ...(unknownSynsets.length === 0
              ? []
              : [`Not in the part of WordNet that comes along: ${listed(unknownSynsets)}.`]),
          ];
        }
        default:
          return assertNever(source);
      }
    },
    tried: 'Tried',
    saw,
    sawHint: 'If that makes no sense, something that was assumed is wrong.',
    name: (name: string, id: string) => `It will be called ${name}; in commands ${id}.`,
    present: (name: string) => `This model is there already, as ${name}. Nothing was changed.`,
    discard: 'Discard',
    accept: 'Add it to the models',
    close: 'Done',
    again: 'Change…',
  },
  done: (name: string) => `${name} is one of your models now`,
} as const;

/** What the window says when a model of a person's own is to go. */
export const removeTexts = {
  open: 'Remove…',
  openOf: (name: string) => `Remove… (${name})`,
  title: (name: string) => `Remove ${name}`,
  /** `bytes`: null where it is damaged. */
  question: (name: string, bytes: number | null) =>
    (bytes === null
      ? `The folder of ${name} is deleted from this machine. What it found in your libraries stays.`
      : `${name} and its weights (${formatBytes(bytes)}) are deleted from this machine.`) +
    ' To have it again, install or import it again.',
  predictions: (pictures: number) => `What it found in ${formatCount(pictures, 'picture')} of this library`,
  reviews: (n: number) =>
    `You have reviewed ${formatCount(n, 'of them', 'of them')}. What you said is kept either way.`,
  keep: 'Keep: it is shown where no other model has looked',
  delete: 'Delete it as well',
  explained: 'Tags stay. No picture is touched.',
  confirm: 'Remove',
  cancel: 'Cancel',
  done: (name: string, forgotten: number) =>
    `${name} is removed` + (forgotten === 0 ? '' : `, with its predictions of ${formatCount(forgotten, 'picture')}`),
  chosenNow: (name: string) => `${name} is the chosen model now.`,
} as const;
