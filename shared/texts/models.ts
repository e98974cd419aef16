import { formatBytes, formatCount, formatNumber } from './quantities.ts';

const pictures = (n: number): string => formatCount(n, 'picture');

/** What the window says of models. */
export const modelTexts = {
  title: 'Models',
  explained:
    'One model is chosen: searches, counts and reviews are about what it sees. What other models have found stays in the library.',
  chosen: 'Chosen',
  choose: 'Use this model',
  chooseThis: (name: string) => `Use this model: ${name}`,
  instead: 'You can go on with another one. What was found before stays.',
  chooseOf: (name: string) => `Use ${name}`,
  gone: 'Not installed any more',
  goneHint: 'Its results are still here.',
  network: (variant: string, classes: number, inputSize: number | null) =>
    `EfficientNet ${variant.toUpperCase().replace('LITE', 'Lite')} · ${formatCount(classes, 'class', 'classes')}` +
    (inputSize === null ? '' : ` · looks at ${formatNumber(inputSize)} × ${formatNumber(inputSize)} pixels`),
  costs: (parameters: number, multiplyAdds: number, weightBytes: number) =>
    `${(parameters / 1e6).toFixed(1)} million parameters · ${(multiplyAdds / 1e9).toFixed(2)} billion multiply-adds a picture · ` +
    `${formatBytes(weightBytes)} on disk`,
  licence: (licence: string) => `Licence: ${licence}`,
  done: (done: number, of: number) => `${formatNumber(done)} of ${pictures(of)} done with this model`,
  kept: (predictions: number, bytes: number) =>
    `${formatCount(predictions, 'prediction')}, about ${formatBytes(bytes)} of the library`,
  runRest: (n: number) => `Classify ${pictures(n)} with this model`,
  running: 'It classifies your pictures now.',
  showChanged: 'Show what it sees differently',
  showOutdated: 'Show what only other models have seen',
  delete: 'Delete its predictions…',
  deleteOf: (name: string) => `Delete its predictions… (${name})`,
  folder: (path: string) => `Models of your own are found in ${path}.`,
  problem: (file: string, reason: string) => `Cannot be used: ${file}: ${reason}.`,

  chosenDialog: {
    title: 'Classify the library with it now?',
    question: (name: string, n: number) => `${name} has not seen ${pictures(n)} of the library yet.`,
    explained:
      'What other models have found, and your tags, stay. Until then lists show what another model saw, marked as such.',
    now: 'Classify now',
    later: 'Later',
  },

  deleteDialog: {
    title: 'Delete predictions',
    question: (name: string, n: number, predictions: number) =>
      `${formatCount(predictions, 'prediction')} of ${name}, of ${pictures(n)}, leave the library.`,
    reviews: (n: number) =>
      `You have reviewed ${formatCount(n, 'of them', 'of them')}. What you said is kept, and counts again when this model has run again.`,
    explained: 'This cannot be undone, except by running the model again. Tags stay. No file is touched.',
    confirm: 'Delete',
    cancel: 'Cancel',
    done: (n: number) => `The predictions of ${pictures(n)} are deleted`,
  },
} as const;
