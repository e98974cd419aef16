import { multiplyAdds, parameterCount, peakActivationBytes } from '../efficientnet/costs.ts';
import type { ModelManifest } from './manifest.ts';
import { modelArchitecture } from './network.ts';

/** What a model costs, computed from its architecture. */
export interface ModelCosts {
  readonly parameters: number;
  /** Of one picture. */
  readonly multiplyAdds: number;
  /** Bytes that the layers hold at most at one time, float32, by pictures in a batch. */
  activationBytes(batch: number): number;
}

export function modelCosts(manifest: ModelManifest): ModelCosts {
  const architecture = modelArchitecture(manifest);
  return {
    parameters: parameterCount(architecture),
    multiplyAdds: multiplyAdds(architecture),
    activationBytes: (batch) => peakActivationBytes(architecture, batch),
  };
}
