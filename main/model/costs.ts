import type { Architecture } from '../efficientnet/architecture.ts';
import { multiplyAdds, parameterCount, peakActivationBytes } from '../efficientnet/costs.ts';
import { modelArchitecture } from './network.ts';

/** What a model costs, computed from its architecture. */
export interface ModelCosts {
  readonly parameters: number;
  /** Bytes of all parameters as float32, as the runtime holds them. */
  readonly weightBytes: number;
  /** Of one picture. */
  readonly multiplyAdds: number;
  /** Bytes of one picture as the network reads it, `[3, resolution, resolution]`, float32. */
  readonly inputBytes: number;
  /** Bytes that the layers hold at most at one time, float32, by pictures in a batch. */
  readonly activationBytes: (batch: number) => number;
}

/** Of what a manifest says of its network: that is known before there is a model. */
export function modelCosts(manifest: Parameters<typeof modelArchitecture>[0]): ModelCosts {
  return architectureCosts(modelArchitecture(manifest));
}

export function architectureCosts(architecture: Architecture): ModelCosts {
  const parameters = parameterCount(architecture);
  return {
    parameters,
    weightBytes: Float32Array.BYTES_PER_ELEMENT * parameters,
    multiplyAdds: multiplyAdds(architecture),
    inputBytes: Float32Array.BYTES_PER_ELEMENT * 3 * architecture.resolution ** 2,
    activationBytes: (batch) => peakActivationBytes(architecture, batch),
  };
}
