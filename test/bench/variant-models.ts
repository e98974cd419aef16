import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { tensorName } from '../../main/checkpoint/dialect.ts';
import { timm } from '../../main/checkpoint/timm.ts';
import { float32Tensor, writeSafetensors } from '../../main/checkpoint/write-safetensors.ts';
import { parameterName } from '../../main/efficientnet/architecture.ts';
import { VARIANTS } from '../../main/efficientnet/variants.ts';
import { MANIFEST_FILE, parseManifest, type ModelManifest } from '../../main/model/manifest.ts';
import { modelArchitecture } from '../../main/model/network.ts';
import type { VariantId } from '../../shared/variant.ts';
import { formulaWeights } from '../../main/model/formula-weights.ts';
import { bundledModelFolder } from './pictures.ts';

/**
 * Makes a model folder of a published network at its own resolution, as a user's would be: the bundled model's manifest,
 * and a safetensors file with the formula's weights in float32.
 */
export async function makeVariantModel(variant: VariantId, folder: string): Promise<ModelManifest> {
  const bundled = parseManifest(readFileSync(path.join(bundledModelFolder, MANIFEST_FILE), 'utf8'));
  if (!bundled.ok) throw new Error(bundled.reason);
  const { resolution } = VARIANTS[variant];
  const preprocessing = { ...bundled.manifest.preprocessing, shorterSide: resolution, inputSize: resolution };
  const network = { ...bundled.manifest, id: `formula-${variant}`, variant, preprocessing, licence: null };

  const architecture = modelArchitecture(network);
  const weights = formulaWeights(architecture);
  const tensors = architecture.layers.flatMap((layer) =>
    layer.parameters.map(({ role, shape }) =>
      float32Tensor(tensorName(timm, layer, role), shape, weights.get(parameterName(layer, role))!),
    ),
  );
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, network.weights.file);
  await writeSafetensors(file, tensors);

  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const sha256 = hash.digest('hex');
  const manifest = { ...network, weights: { ...network.weights, bytes: statSync(file).size, sha256 } };
  writeFileSync(path.join(folder, MANIFEST_FILE), JSON.stringify(manifest));
  return manifest;
}
