import { ENGINE_NAMES, type EngineName } from '../engine.ts';
import type { AddedPack, EnginePackStep } from '../engine-pack.ts';
import type { EngineDescription, EngineProgress, LibraryPackage } from '../engine-report.ts';
import { ENGINE_TITLES } from './engine-names.ts';
import { enginePackTexts } from './engine-packs.ts';
import { enginePresenceTexts } from './engine-presence.ts';
import { formatBytes, formatNumber, formatRate } from './quantities.ts';

const SOURCES: Readonly<Record<NonNullable<EngineDescription['source']>, string>> = {
  bundled: 'comes with Classifold',
  package: 'from an npm package',
  pack: 'from an engine pack',
};

/** What the window says of engines. */
export const engineScreenTexts = {
  title: 'Engines',
  explained:
    'What computes the network. All give the same results; how fast depends on the machine. A choice counts from the next run on.',
  names: ENGINE_TITLES,

  nextRun: (engine: EngineName) => `The next run: ${ENGINE_TITLES[engine]}`,
  inForce: 'In force',
  cannotRun: (reason: string) => `No run would begin with it: ${sentence(reason)} Choose another one below.`,
  choice: 'Engine',
  automatic: 'Automatic',
  automaticHint: 'The fastest of those that are here, once it has computed what the CPU computes.',
  here: 'On this machine',
  notHere: 'Not on this machine',

  badges: {
    inUse: 'In use',
    present: 'Here',
    software: 'Software',
    absent: 'Not here',
    refused: 'Refused',
    neverRun: 'Never run',
  },
  software: 'The CPU stands in for a graphics processor: right, and slow. It is used only where you choose it.',
  neverRun: 'Nobody has run Classifold with it yet.',
  neverRunOnGpu: 'Nobody has run Classifold with it on a real graphics processor yet.',
  /** Reports name engines as the command line does. */
  why: namedWhy,
  reason: (reason: string) => sentence(reason),
  cardUnused: (why: string) => sentence(enginePresenceTexts.cardUnused(why)),
  remedy: (remedy: string) => `How to get it: ${sentence(remedy)}`,

  version: (version: string) => `version ${version}`,
  source: (source: NonNullable<EngineDescription['source']>) => SOURCES[source],
  package: ({ name, version, passedOver }: LibraryPackage) => [`${name} ${version}`, ...passedOver].join('; '),
  device: (device: string) => device,
  memory: (bytes: number, isItsOwn: boolean) =>
    isItsOwn ? `${formatBytes(bytes)} of its own memory` : `${formatBytes(bytes)} of memory`,
  speed: (perSecond: number) => `${formatRate(perSecond)} pictures/s with the chosen model`,
  pack: ({ facts }: AddedPack) =>
    facts === null
      ? 'Engine pack: what it says of itself cannot be read'
      : `Engine pack: ${enginePackTexts.library(facts)}, ${enginePackTexts.size(facts)}`,

  measure: 'Measure',
  measureHint:
    'Each engine that is here computes the chosen model for a moment, in a process of its own, and is compared with the CPU.',
  measuring: ({ engine, done, total }: EngineProgress) =>
    `Measuring ${ENGINE_TITLES[engine]} (${formatNumber(Math.min(done + 1, total))} of ${formatNumber(total)})`,
  cancelMeasuring: 'Cancel',
  whileRunning: 'Pictures are being classified: measuring, and changing packs, must wait until that is done.',

  addPack: 'Add engine pack',
  addPackFrom: { folder: 'From a folder…', archive: 'From an archive…' },
  removePack: 'Remove pack…',

  addDialog: {
    title: 'Add an engine pack',
    facts: {
      engine: 'Engine',
      package: 'Package',
      machine: 'For',
      size: 'Size',
      path: 'Where it is',
      digest: 'Digest',
    },
    trust: enginePackTexts.trust,
    digest: 'The digest that you were told',
    digestHint: 'SHA-256, 64 digits from 0 to f. Left empty, the one above is taken.',
    notADigest: 'A digest has 64 digits from 0 to f.',
    otherDigest: 'This is another pack than the one you mean: do not add it.',
    confirm: 'Add it',
    cancel: 'Cancel',
    stop: 'Stop',
    step: (step: EnginePackStep) => enginePackTexts.step(step),
    starting: 'Reading the pack…',
    added: (engine: EngineName) =>
      `${ENGINE_TITLES[engine]} was tried, computes what the CPU computes, and is here now`,
  },

  removeDialog: {
    title: 'Remove engine pack',
    /** `bytes`: null where the pack does not say. */
    question: (engine: EngineName, bytes: number | null) =>
      `The pack of ${ENGINE_TITLES[engine]} leaves this machine${bytes === null ? '' : `, and gives back ${formatBytes(bytes)}`}.`,
    explained: 'Results stay. You can add it again from where you had it.',
    confirm: 'Remove',
    cancel: 'Cancel',
    removed: (engine: EngineName) => `The engine pack of ${ENGINE_TITLES[engine]} is removed`,
  },
} as const;

function namedWhy(why: string): string {
  return ENGINE_NAMES.reduce((text, engine) => text.replaceAll(engine, ENGINE_TITLES[engine]), why);
}

/** Reasons come as clauses or as sentences. */
function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/u.test(whole) ? whole : `${whole}.`;
}
