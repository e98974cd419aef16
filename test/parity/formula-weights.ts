import { tensorName } from '../../main/checkpoint/dialect.ts';
import { timm } from '../../main/checkpoint/timm.ts';
import { parameterName, type Architecture, type Weights } from '../../main/efficientnet/architecture.ts';
import { formulaParameter } from './formula.ts';

/** Weights of any network by the formula, under timm's names, with its usual gain. */
export function formulaWeights(architecture: Architecture): Weights {
  const weights = new Map<string, Float32Array>();
  for (const layer of architecture.layers) {
    for (const { role, shape } of layer.parameters) {
      weights.set(parameterName(layer, role), formulaParameter(tensorName(timm, layer, role), shape, 2));
    }
  }
  return weights;
}
