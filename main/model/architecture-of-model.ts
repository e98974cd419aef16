import type { Architecture } from '../efficientnet/architecture.ts';
import { buildArchitecture } from '../efficientnet/build-architecture.ts';
import { multiplyAdds, parameterCount, peakActivationBytes } from '../efficientnet/costs.ts';
import { VARIANTS } from '../efficientnet/variants.ts';
import type { ModelManifest } from './manifest.ts';

/** The network that a model's weights belong to: its variant at the input size, padding and classes of its manifest. */
export function architectureOf(manifest: ModelManifest): Architecture {
  const { preprocessing, classes, padding, epsilon } = manifest;
  const variant = VARIANTS[manifest.variant];
  return buildArchitecture({ ...variant, resolution: preprocessing.inputSize, classes, padding, epsilon });
}

/** What a model costs, computed from its architecture. */
export interface ModelCosts {
  readonly parameters: number;
  /** Of one picture. */
  readonly multiplyAdds: number;
  /** Peak of what the layers hold at one time, by pictures in a batch. */
  activationBytes(batch: number): number;
}

export function costsOf(manifest: ModelManifest): ModelCosts {
  const architecture = architectureOf(manifest);
  return {
    parameters: parameterCount(architecture),
    multiplyAdds: multiplyAdds(architecture),
    activationBytes: (batch) => peakActivationBytes(architecture, batch),
  };
}
