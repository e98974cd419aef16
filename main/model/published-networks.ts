import type { ScaledNetwork } from '../../shared/model-comparison.ts';
import { VARIANT_IDS, type VariantId } from '../../shared/variant.ts';
import { VARIANTS } from '../efficientnet/variants.ts';
import { architectureCosts, type ModelCosts } from './costs.ts';
import { publishedArchitecture } from './formula-weights.ts';
import { stagesOf } from './network-tables.ts';

/** What is known of a published network before it is measured. */
export interface PublishedFacts {
  readonly resolution: number;
  readonly top1: number;
  readonly costs: ModelCosts;
}

export function publishedFacts(variant: VariantId): PublishedFacts {
  const { resolution, top1 } = VARIANTS[variant];
  return { resolution, top1, costs: architectureCosts(publishedArchitecture(variant)) };
}

/** B0 to B7, each scaled as its authors published it. */
export function scaledNetworks(): readonly ScaledNetwork[] {
  return VARIANT_IDS.filter((variant) => !VARIANTS[variant].lite).map((variant) => {
    const architecture = publishedArchitecture(variant);
    const { width, depth, resolution } = VARIANTS[variant];
    const { parameters, multiplyAdds, activationBytes } = architectureCosts(architecture);
    const stages = stagesOf(architecture).map(({ stage, operator, inputSize, channels, layers }) => ({
      ...{ stage, operator, inputSize, channels, layers },
    }));
    return { variant, width, depth, resolution, parameters, multiplyAdds, activationBytes: activationBytes(1), stages };
  });
}
