import type { EngineChoice } from '../engine.ts';
import type { Plan } from '../run.ts';
import { engineTitle } from './engine-names.ts';
import { formatBytes, formatCount, formatNumber } from './quantities.ts';

const NEXT_RUN = 'The next run:';

/** What the window says of settings. */
export const settingsTexts = {
  title: 'Settings',
  explained: 'A change counts at once; for runs, from the next one on.',
  restore: 'Back to the usual settings',
  restored: 'All settings are the usual ones again',

  library: 'This library',
  libraryHint: 'Kept in the library; the command line uses them too.',
  model: 'Model',
  modelHint: 'Searches, counts and runs are about what it sees.',
  modelsLink: 'More about models',
  damagedModels: (n: number) =>
    `${formatCount(n, 'damaged model')} on this machine cannot be used and ${n === 1 ? 'is' : 'are'} not in the list.`,
  k: 'Predictions kept of each picture',
  kHint: (most: number, usual: number) =>
    `1 to ${most}; usually ${usual}. With more than before, the next run looks at pictures anew.`,
  extensions: 'Which files are pictures',
  extensionsHint: 'File name extensions with commas between. Other files are left out and counted.',
  extensionsWrong: 'Write extensions with commas between, such as jpg, png.',
  threshold: 'Least score',
  thresholdHint: (own: number) =>
    `From 0 to 1. Words find a picture from this score on; below it, a picture is uncertain. The model’s own is ${own}.`,
  thresholdOwn: (own: number) => `the model’s own: ${own}`,

  machine: 'This machine',
  machineHint: 'Kept on this machine, for every library that is opened in this window.',
  engine: 'Engine',
  engineChoice: (choice: EngineChoice, inUse: string) =>
    choice === 'auto' ? `Automatic: ${engineTitle(inUse)}` : engineTitle(choice),
  enginesLink: 'All engines',
  workers: 'Workers',
  workersHint: (cores: number) =>
    `Processes that look at pictures at the same time. Empty: one for each of ${formatCount(cores, 'core')}.`,
  memory: 'Memory for all workers, in GB',
  memoryHint: (bytes: number) => `Empty: half of the ${formatBytes(bytes)} that this machine has.`,
  gpuMemory: 'Memory of a GPU, in GB',
  gpuMemoryHint: 'For runs on a GPU. Empty: half of what it has, or 2 GB where it does not say.',
  automatic: 'automatic',
  plan: (engine: string, plan: Plan, bytes: number, gpuBytes: number) =>
    `${NEXT_RUN} ${engine}, ${planWords(plan)}, about ${formatBytes(bytes)} of memory` +
    (gpuBytes === 0 ? '.' : `, ${formatBytes(gpuBytes)} on the GPU.`),
  tooLittleMemory: (needed: number, allowed: number) =>
    `${NEXT_RUN} it needs about ${formatBytes(needed)} of memory and may take ${formatBytes(allowed)}. Allow more, or choose a smaller model.`,
  tooLittleGpuMemory: (needed: number, allowed: number) =>
    `${NEXT_RUN} it needs about ${formatBytes(needed)} of the GPU’s memory and may take ${formatBytes(allowed)}. Allow more, or choose a smaller model.`,
  nextRun: NEXT_RUN,
  appearance: 'Appearance',
  appearances: { system: 'As the system', light: 'Light', dark: 'Dark' },

  thumbnails: 'Most disk space for thumbnails, in GB',
  thumbnailsHint: (bytes: number) =>
    `${formatBytes(bytes)} are in use. Those that were longest not looked at go first, and are made again when they are needed.`,
  clearThumbnails: 'Clear thumbnails',
  cleared: 'All thumbnails are removed',

  catalog: 'Where the library is',
  catalogSize: (bytes: number) => `${formatBytes(bytes)}. It is one file, which any SQLite opens.`,

  deleteData: 'Delete all data…',

  notANumber: (least: number, most: number) => `A number from ${formatNumber(least)} to ${formatNumber(most)}.`,
} as const;

/** `2 workers × 1 thread, 2 decoders each, one picture at a time`. */
export function planWords({ workers, threads, decoders, batch }: Plan): string {
  return (
    `${formatCount(workers, 'worker')} × ${formatCount(threads, 'thread')}, ${formatCount(decoders, 'decoder')} each, ` +
    (batch === 1 ? 'one picture at a time' : `batches of ${formatNumber(batch)}`)
  );
}
