import type { EngineName } from '../../shared/engine.ts';
import { engineVersion } from './engine-version.ts';
import { findTensorflow } from './find-tensorflow.ts';

type Described =
  | { readonly ok: true; readonly facts: { readonly version: string; readonly usesGpu: boolean } }
  /** Of every package that was tried. */
  | { readonly ok: false; readonly reason: string };

/** Loads an engine's library into this process where only that tells what it is. */
export function describeLibrary(engine: EngineName, packFolder: string | null): Described {
  if (engine !== 'tensorflow') return { ok: true, facts: { version: engineVersion(engine), usesGpu: false } };
  const found = findTensorflow(packFolder);
  if (!found.ok) return { ok: false, reason: found.reasons.join('; ') };
  const { libraryVersion, usesGpu } = found.tensorflow;
  return { ok: true, facts: { version: libraryVersion, usesGpu } };
}
