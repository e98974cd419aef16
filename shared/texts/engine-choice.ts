import type { EngineName } from '../engine.ts';
import { formatRate } from './quantities.ts';

// Why a run takes the engine that it takes: sentences.

export const engineChoiceTexts = {
  chosen: 'It was chosen by name.',
  onlyOne: 'No other engine is here.',
  fastest: (speed: number, others: readonly { readonly engine: EngineName; readonly speed: number }[]) =>
    `It was measured at ${formatRate(speed)} pictures/s, ` +
    `${others.map((other) => `${other.engine} at ${formatRate(other.speed)}`).join(', ')}.`,
  isSoftware: (engine: EngineName, device: string | null) =>
    `${engine} computes on ${device ?? 'a graphics processor'} in software, and is never taken by itself.`,
  untried: (engine: EngineName) =>
    engine === 'tensorflow'
      ? 'tensorflow was not measured; `classifold engines --measure` does it.'
      : `${engine} was not measured yet.`,
  refused: (engine: EngineName, reason: string) => `${engine} is refused: ${reason}.`,
  absent: (engine: EngineName, reason: string, remedy: string | null) =>
    `${engine} cannot be used here: ${reason}.${remedy === null ? '' : ` ${remedy}`}`,
} as const;
