import type { EngineName } from '../engine.ts';
import { neverRun, type EngineDescription, type EngineProgress, type EngineReport } from '../engine-report.ts';
import type { EnginePackFacts } from '../engine-pack.ts';
import { assertNever } from '../assert-never.ts';
import { enginePackTexts } from './engine-packs.ts';
import { enginePresenceTexts } from './engine-presence.ts';
import { engineChoiceTexts } from './engine-choice.ts';
import { formatBytes, formatNumber, formatRate } from './quantities.ts';

// What `classifold engines` and the commands below it say.

function stateCell(described: EngineDescription): string {
  const { state } = described;
  switch (state.kind) {
    case 'present': {
      const kind = state.isSoftware ? 'present, in software' : 'present';
      return neverRun(described) === null ? kind : `${kind}, never run`;
    }
    case 'absent':
      return 'absent';
    case 'refused':
      return 'refused';
    default:
      return assertNever(state);
  }
}

/** Why an engine cannot be taken, or not on its card, and the way to get it; null where it can. */
function faultLine({ engine, state, cardUnused }: EngineDescription): string | null {
  switch (state.kind) {
    case 'present':
      return cardUnused === null ? null : `${engine}: ${enginePresenceTexts.cardUnused(cardUnused)}.`;
    case 'absent':
      return `${engine}: ${state.reason}.${state.remedy === null ? '' : `\n  ${state.remedy}`}`;
    case 'refused':
      return `${engine}: refused: ${state.reason}.\n  \`classifold engines --measure\` tries it again.`;
    default:
      return assertNever(state);
  }
}

export const engineCommandTexts = {
  commands: {
    engines: 'what can compute the network on this machine, or why not, and which of them a run takes',
    list: 'list them (this is what `engines` does by itself)',
    add: 'add an engine pack, from its folder or zip archive: compared file by file, tried, and only then there',
    remove: 'take an engine pack away that was added',
    verify: 'read every file of an engine pack that was added, and compare it with the digest it has to have',
  },
  options: {
    measure: 'measure each with the chosen model, compare what it computes with the CPU, and keep it for runs',
    digest: 'SHA-256 that the pack must have, as `npm run engine-pack` printed it',
  },
  arguments: { path: 'the folder or zip archive that `npm run engine-pack` made', engine: 'tensorflow' },
  help: `
Engines in software are measured only where --engine names them. Nothing else should run meanwhile. Ctrl-C stops; what was
measured so far is kept. docs/engines.md has the way to each engine on each system.`,
  wrongDigest: (value: string) => `--digest takes a SHA-256, 64 hexadecimal digits, not “${value}”.`,

  headings: ['Engine', 'State', 'Version', 'Device', 'Memory', 'Pictures/s'],
  row: (described: EngineDescription): readonly string[] => {
    const { engine, version, state, picturesPerSecond, source } = described;
    const isPresent = state.kind === 'present';
    const memory = isPresent ? state.memoryBytes : null;
    return [
      engine,
      source === 'pack' ? `${stateCell(described)} (pack)` : stateCell(described),
      version ?? '',
      isPresent ? (state.device ?? 'not known') : '',
      memory === null ? '' : formatBytes(memory),
      picturesPerSecond === null ? '' : formatRate(picturesPerSecond),
    ];
  },
  faults: ({ engines }: EngineReport): readonly string[] =>
    engines.flatMap((described) => {
      const line = faultLine(described);
      return line === null ? [] : [line];
    }),
  packages: ({ engines }: EngineReport): readonly string[] =>
    engines.flatMap(({ engine, package: loaded }) =>
      loaded === null
        ? []
        : [`${engine}: ${[`${loaded.name} ${loaded.version} loaded`, ...loaded.passedOver].join('; ')}.`],
    ),
  inUse: ({ inUse, why }: EngineReport) => `A run takes ${inUse}. ${why}`,
  cannotRun: ({ inUse }: EngineReport, reason: string, remedy: string | null) =>
    `A run would not begin: ${engineChoiceTexts.absent(inUse, reason, remedy)}`,
  measuring: ({ engine, done, total }: EngineProgress) =>
    `Measuring ${engine} (${formatNumber(done + 1)} of ${formatNumber(total)})`,
  stopped: 'Stopped. What was measured is kept.',
  stoppedUnkept: 'Stopped.',

  packFacts: (facts: EnginePackFacts) => [
    `${enginePackTexts.outer(facts)}: ${enginePackTexts.library(facts)}`,
    `${enginePackTexts.machine(facts)}; ${enginePackTexts.size(facts)}`,
    `SHA-256 ${facts.digest}`,
  ],
  added: (engine: EngineName) => `Added. \`classifold classify --engine ${engine} …\` uses it.`,
  removed: (engine: EngineName) => `The engine pack of ${engine} is gone.`,
  sound: 'Every file is as the pack says.',
} as const;
