import type { EngineName } from '../../shared/engine.ts';
import type { LibraryPackage } from '../../shared/engine-report.ts';
import { engineVersion } from './engine-version.ts';
import { findTensorflow } from './find-tensorflow.ts';

interface Facts {
  readonly version: string;
  readonly package: LibraryPackage | null;
  readonly usesGpu: boolean;
}

type Described =
  | { readonly ok: true; readonly facts: Facts }
  /** Of every package that was tried. */
  | { readonly ok: false; readonly reason: string };

/** Loads an engine's library into this process where only that tells what it is. */
export function describeLibrary(engine: EngineName, packFolder: string | null): Described {
  if (engine !== 'tensorflow')
    return { ok: true, facts: { version: engineVersion(engine), package: null, usesGpu: false } };
  // What it warns of, as a card that it cannot use, is heard by who asks.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '1';
  const found = findTensorflow(packFolder);
  if (!found.ok) return { ok: false, reason: found.reasons.join('; ') };
  const { packageName: name, packageVersion: version, passedOver, libraryVersion, usesGpu } = found.tensorflow;
  return { ok: true, facts: { version: libraryVersion, package: { name, version, passedOver }, usesGpu } };
}
