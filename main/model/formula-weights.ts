import type { VariantId } from '../../shared/variant.ts';
import { tensorName } from '../checkpoint/dialect.ts';
import { timm } from '../checkpoint/timm.ts';
import { parameterName, type Architecture, type Weights } from '../efficientnet/architecture.ts';
import { buildArchitecture } from '../efficientnet/build-architecture.ts';
import { formulaParameter } from '../efficientnet/formula.ts';
import { VARIANTS } from '../efficientnet/variants.ts';

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

/** A published network as its authors trained it: at its own resolution, for ImageNet's 1,000 classes. */
export function publishedArchitecture(variant: VariantId): Architecture {
  return buildArchitecture({ ...VARIANTS[variant], classes: 1000, padding: 'same', epsilon: 1e-3 });
}
