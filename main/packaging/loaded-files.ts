import { createRequire } from 'node:module';
import { buildArchitecture } from '../efficientnet/build-architecture.ts';
import { formulaPicture } from '../efficientnet/formula.ts';
import { VARIANTS } from '../efficientnet/variants.ts';
import { findTensorflow } from '../engine/find-tensorflow.ts';
import { openWithWeights } from '../engine/open-session.ts';
import { tensorflowEngine } from '../engine/tensorflow.ts';
import { formulaWeights } from '../model/formula-weights.ts';
import { thrownMessage } from '../../shared/thrown.ts';

// A process of its own: computes a small network with TensorFlow, as a worker does, and writes to standard output what it had
// to load for that; where it cannot, why not to standard error.

/** JSON, with paths absolute and links resolved. */
export interface LoadedFiles {
  readonly package: string;
  readonly version: string;
  /** Version of the native library. */
  readonly library: string;
  /** Modules, JSON, and the binding. */
  readonly modules: readonly string[];
  /** Native libraries below the binding, as the system names them. */
  readonly libraries: readonly string[];
}

/** @param packFolder of a pack that is to be tried; null: the checkout's own packages */
async function loadFiles(packFolder: string | null): Promise<LoadedFiles> {
  const network = { width: 0.4, depth: 0.4, resolution: 65, classes: 5, padding: 'same', epsilon: 1e-3 } as const;
  const architecture = buildArchitecture({ ...VARIANTS.b0, ...network });
  const { cache } = createRequire(import.meta.url);
  // What this program has loaded for itself is loaded again, if TensorFlow wants it too.
  for (const file of Object.keys(cache)) Reflect.deleteProperty(cache, file);
  const opened = await openWithWeights(tensorflowEngine(packFolder), architecture, formulaWeights(architecture), 1);
  if (!opened.ok) throw new Error(opened.reason);
  await opened.session.run(formulaPicture(network.resolution), 1);
  await opened.session.dispose();
  const found = findTensorflow(packFolder);
  if (!found.ok) throw new Error(found.reasons.join('; '));
  const { packageName, packageVersion, libraryVersion } = found.tensorflow;
  return {
    package: packageName,
    version: packageVersion,
    library: libraryVersion,
    modules: Object.keys(cache),
    libraries: sharedObjects().filter((file) => /[\\/](?:lib)?tensorflow[^\\/]*$/u.test(file)),
  };
}

function sharedObjects(): readonly string[] {
  const report = process.report.getReport() as { readonly sharedObjects: readonly string[] };
  return report.sharedObjects;
}

try {
  process.stdout.write(JSON.stringify(await loadFiles(process.argv[2] ?? null)));
} catch (error) {
  process.stderr.write(thrownMessage(error));
  process.exitCode = 1;
}
