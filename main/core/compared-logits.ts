import { enginePresenceTexts as texts } from '../../shared/texts/engine-presence.ts';

/** Of logits that are some units apart, two engines compute the same up to the last bits of float32. */
const MOST_APART = 1e-3;

/** What is wrong with an engine's logits, beside those of the engine that is always here; null: nothing. */
export function wrongLogits(logits: readonly number[], reference: readonly number[]): string | null {
  const apart = mostApart(logits, reference);
  return apart <= MOST_APART ? null : texts.wrongLogits(apart);
}

function mostApart(logits: readonly number[], reference: readonly number[]): number {
  if (logits.length !== reference.length) return Infinity;
  return Math.max(...logits.map((logit, i) => Math.abs(logit - (reference[i] ?? Infinity))));
}
