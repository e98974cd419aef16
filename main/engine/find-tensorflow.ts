import type * as tfjs from '@tensorflow/tfjs-node';
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import util from 'node:util';
import { z } from 'zod';
import { enginePresenceTexts as texts } from '../../shared/texts/engine-presence.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import { TENSORFLOW_PACKAGES, tensorflowManifest, type TensorflowPackage } from './tensorflow-packages.ts';

/** tfjs-node, whichever of the two packages it came from. */
export type TensorflowModule = typeof tfjs;

/** TensorFlow, loaded into this process. */
export interface Tensorflow {
  readonly packageName: TensorflowPackage;
  readonly packageVersion: string;
  /** A clause for each package that goes before it and has a binding here, which could not be loaded. */
  readonly passedOver: readonly string[];
  /** Of TensorFlow's own library below the package. */
  readonly libraryVersion: string;
  /** Whether it computes on a graphics processor: a library that could, and found none, does not. */
  readonly usesGpu: boolean;
  readonly module: TensorflowModule;
}

export type FoundTensorflow =
  | { readonly ok: true; readonly tensorflow: Tensorflow }
  /** A sentence for each package that was tried. */
  | { readonly ok: false; readonly reasons: readonly string[] };

const packageManifest = z.object({ version: z.string() });
/** `@mapbox/node-pre-gyp`, by which tfjs-node finds its binding. */
const bindingFinder = z.object({ find: z.custom<(manifest: string) => unknown>((find) => typeof find === 'function') });
/** What tfjs-node's backend says of itself. */
const backend = z.object({
  binding: z.custom<{ readonly TF_Version: string }>(
    (binding) => typeof binding === 'object' && binding !== null && 'TF_Version' in binding,
  ),
  isUsingGpuDevice: z.boolean(),
});

/** By folder. A native library is in a process once, and stays. */
const found = new Map<string, FoundTensorflow>();

/**
 * Loads TensorFlow into this process, at the first call: half a second, and 300 MB of memory. The first that loads of the package
 * with a library for graphics processors and the one without.
 *
 * @param packFolder absolute folder of an engine pack, which has `node_modules`; null for the program's own packages
 */
export function findTensorflow(packFolder: string | null): FoundTensorflow {
  const folder = packFolder ?? import.meta.dirname;
  const known = found.get(folder);
  if (known !== undefined) return known;
  const result = loadFirst(folder, packFolder === null ? null : realpathSync(packFolder));
  found.set(folder, result);
  return result;
}

/** @param pack beside which no package counts: packages are looked for in every folder above, too */
function loadFirst(folder: string, pack: string | null): FoundTensorflow {
  const require = createRequire(path.join(folder, 'package.json'));
  supplyOldFunctions();
  const reasons: string[] = [];
  const passedOver: string[] = [];
  for (const name of TENSORFLOW_PACKAGES) {
    try {
      const loaded = loadPackage(name, require, pack);
      if (typeof loaded !== 'string') return { ok: true, tensorflow: { ...loaded, passedOver } };
      reasons.push(texts.tensorflowPackage(name, loaded));
    } catch (error) {
      const reason = texts.tensorflowPackage(name, texts.notLoaded(thrownMessage(error)));
      reasons.push(reason);
      passedOver.push(reason);
    }
  }
  return { ok: false, reasons };
}

/** @returns what it loaded, or what is the matter with the package */
function loadPackage(
  name: TensorflowPackage,
  require: NodeJS.Require,
  pack: string | null,
): Omit<Tensorflow, 'passedOver'> | string {
  const found = tensorflowManifest(name, require, pack);
  if (!found.ok) return found.reason;
  const manifest = found.file;
  const ofPackage = createRequire(manifest);
  const binding = bindingFinder.parse(ofPackage('@mapbox/node-pre-gyp')).find(manifest);
  if (typeof binding !== 'string' || !existsSync(binding)) return texts.noBinding(String(binding));
  // The binding alone first: a package that fails later has registered its operations, and the next one registers its own
  // over them.
  ofPackage(binding);
  const module: unknown = require(name);
  if (!isTensorflow(module)) return texts.noLoadSavedModel;
  const { binding: native, isUsingGpuDevice } = backend.parse(module.backend());
  return {
    packageName: name,
    packageVersion: packageManifest.parse(ofPackage(manifest)).version,
    libraryVersion: native.TF_Version,
    usesGpu: isUsingGpuDevice,
    module,
  };
}

function isTensorflow(module: unknown): module is TensorflowModule {
  if (typeof module !== 'object' || module === null || !('node' in module)) return false;
  const { node } = module;
  return typeof node === 'object' && node !== null && 'loadSavedModel' in node;
}

/** tfjs-node 4 calls a function that Node 23 took away. */
function supplyOldFunctions(): void {
  if ('isNullOrUndefined' in util) return;
  Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined });
}
