import { modelFaultTexts as texts } from '../../shared/texts/model-faults.ts';
import { DIALECTS } from '../checkpoint/dialects.ts';
import { loadWeights } from '../checkpoint/load-weights.ts';
import type { Architecture, Weights } from '../efficientnet/architecture.ts';
import { buildArchitecture } from '../efficientnet/build-architecture.ts';
import { VARIANTS } from '../efficientnet/variants.ts';
import type { ModelManifest } from './manifest.ts';
import type { Model } from './model-folder.ts';
import type { ModelProblem } from './problem.ts';

/** The network a manifest describes: its variant, scaled to this input size and number of classes. */
export function modelArchitecture({
  variant,
  preprocessing,
  classes,
  padding,
  epsilon,
}: Pick<ModelManifest, 'variant' | 'preprocessing' | 'classes' | 'padding' | 'epsilon'>): Architecture {
  return buildArchitecture({ ...VARIANTS[variant], resolution: preprocessing.inputSize, classes, padding, epsilon });
}

export type ModelWeights =
  { readonly ok: true; readonly weights: Weights } | { readonly ok: false; readonly problem: ModelProblem };

/** Reads the weights file. Its tensors' names and shapes must be those of `architecture`, the model's own. */
export async function loadModelWeights(
  { manifest, weightsPath }: Model,
  architecture: Architecture,
): Promise<ModelWeights> {
  const loaded = await loadWeights(weightsPath, architecture, DIALECTS[manifest.weights.dialect]);
  if (loaded.ok) return loaded;
  const [first, ...others] = loaded.faults.map(({ tensor, reason }) =>
    tensor === null ? reason : `${tensor} ${reason}`,
  );
  const reason = texts.firstOf(first ?? texts.otherNetwork, others.length);
  return { ok: false, problem: { kind: 'unusable-weights', file: weightsPath, reason } };
}
