import { REFERENCE_ENGINE } from '../engine.ts';
import type { MemoryShortage } from '../settings.ts';
import { ENGINE_TITLES } from './engine-names.ts';
import { formatBytes } from './quantities.ts';

/** What a model needs, without an end: `EfficientNet-B7 needs about 5.1 GB of memory with TensorFlow; `. */
function needed({ of, model, engine, needed: bytes }: MemoryShortage): string {
  const memory = of === 'gpu' ? 'the GPU’s memory' : 'memory';
  const by = engine === REFERENCE_ENGINE ? '' : ` with ${ENGINE_TITLES[engine]}`;
  return `${model} needs about ${formatBytes(bytes)} of ${memory}${by}; `;
}

/**
 * Why a run cannot begin, and the way out.
 *
 * @param limit what sets the limit, where a person did
 */
export function tooLittleMemory(shortage: MemoryShortage, limit: { readonly allows: string; readonly raise: string }) {
  const { of, engine, allowed, isLimit } = shortage;
  // The reference engine takes least.
  const smaller = engine === REFERENCE_ENGINE ? 'a smaller model' : 'a smaller model, or another engine';
  const has = formatBytes(allowed);
  return (
    needed(shortage) +
    (isLimit
      ? `${limit.allows} ${has}. ${limit.raise}, or choose ${smaller}.`
      : `${of === 'gpu' ? 'this one' : 'this machine'} has ${has}. Choose ${smaller}.`)
  );
}
