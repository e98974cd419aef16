import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { enginePresenceTexts as texts } from '../../shared/texts/engine-presence.ts';
import type { Surroundings } from './surroundings.ts';

/** In the order in which they are tried: the one with a library for graphics processors first. */
export const TENSORFLOW_PACKAGES = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'] as const;
export type TensorflowPackage = (typeof TENSORFLOW_PACKAGES)[number];

export interface TensorflowPackages {
  /** Bindings that are there, by their real places: with another library they are others. */
  readonly bindings: readonly string[];
  /** Whether one of them is of the package for graphics processors. */
  readonly hasCardPackage: boolean;
  /** A clause for each package that has none. */
  readonly reasons: readonly string[];
}

/** Looks for bindings of TensorFlow, and loads none: whether one loads shows in a worker process. */
export function lookForTensorflow({ list }: Pick<Surroundings, 'list'>, packFolder: string | null): TensorflowPackages {
  const folder = packFolder ?? import.meta.dirname;
  const require = createRequire(path.join(folder, 'package.json'));
  const bindings: string[] = [];
  const reasons: string[] = [];
  let hasCardPackage = false;
  for (const name of TENSORFLOW_PACKAGES) {
    const manifest = tensorflowManifest(
      name,
      require,
      packFolder === null ? null : (realPath(packFolder) ?? packFolder),
    );
    if (!manifest.ok) {
      reasons.push(texts.tensorflowPackage(name, manifest.reason));
      continue;
    }
    const library = path.join(path.dirname(manifest.file), 'lib');
    const builds = list(library).filter((build) => /^napi-v\d+$/.test(build));
    const binding = builds.map((build) => realPath(path.join(library, build, BINDING))).find((file) => file !== null);
    if (binding === undefined) {
      const place = path.join(library, builds[0] ?? 'napi-v8', BINDING);
      reasons.push(texts.tensorflowPackage(name, texts.noBinding(place)));
      continue;
    }
    bindings.push(binding);
    if (name === '@tensorflow/tfjs-node-gpu') hasCardPackage = true;
  }
  return { bindings, hasCardPackage, reasons };
}

const BINDING = 'tfjs_binding.node';

type Manifest = { readonly ok: true; readonly file: string } | { readonly ok: false; readonly reason: string };

/** @param pack beside which no package counts: packages are looked for in every folder above, too */
export function tensorflowManifest(name: TensorflowPackage, require: NodeJS.Require, pack: string | null): Manifest {
  const file = resolved(require, `${name}/package.json`);
  if (file === null) return { ok: false, reason: texts.notInstalled };
  if (pack !== null && !file.startsWith(pack + path.sep)) return { ok: false, reason: texts.notInPack };
  return { ok: true, file };
}

function resolved(require: NodeJS.Require, request: string): string | null {
  try {
    return require.resolve(request);
  } catch {
    return null;
  }
}

/** Null where it leads nowhere, as links do after what they named is gone. */
function realPath(file: string): string | null {
  try {
    return realpathSync(file);
  } catch {
    return null;
  }
}
