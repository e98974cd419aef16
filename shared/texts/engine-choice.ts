import type { EngineName } from '../engine.ts';
import { formatRate } from './quantities.ts';

// Why a run takes the engine that it takes: sentences.

interface Speed {
  readonly engine: EngineName;
  /** Pictures a second. */
  readonly speed: number;
}

function named({ engine, speed }: Speed): string {
  return `${engine} at ${formatRate(speed)}`;
}

export const engineChoiceTexts = {
  chosen: 'It was chosen by name.',
  onlyOne: 'No other engine is here.',
  fastest: (best: Speed, others: readonly Speed[]) => {
    const measured = `It was measured at ${formatRate(best.speed)} pictures/s, ${others.map(named).join(', ')}.`;
    const isNotFirst = others.some(({ speed }) => speed > best.speed);
    return isNotFirst ? `${measured} Another one is taken only where it is clearly faster.` : measured;
  },
  isSoftware: (engine: EngineName, device: string | null) =>
    `${engine} computes on ${device ?? 'a graphics processor'} in software, and is never taken by itself.`,
  doesNotFit: (engine: EngineName) => `${engine} would take more memory than a run may.`,
  /** The next run tries it. */
  untried: (engine: EngineName) => `${engine} was not measured yet.`,
  /** No run does. */
  untriedUnasked: (engine: EngineName) =>
    `${engine} was not measured; \`classifold engines --measure\` does it, or the window.`,
  refused: (engine: EngineName, reason: string) => `${engine} is refused: ${reason}.`,
  inconclusive: (engine: EngineName, reason: string) => `${engine} could not be tried this time: ${reason}.`,
  absent: (engine: EngineName, reason: string, remedy: string | null) =>
    `${engine} cannot be used here: ${reason}.${remedy === null ? '' : ` ${remedy}`}`,
} as const;
