import type { Architecture } from '../../main/efficientnet/architecture.ts';
import { buildArchitecture } from '../../main/efficientnet/build-architecture.ts';
import { multiplyAdds, parameterCount } from '../../main/efficientnet/costs.ts';
import { VARIANTS } from '../../main/efficientnet/variants.ts';
import type { VariantId } from '../../shared/variant.ts';

/** A network as it was published, for ImageNet's thousand classes. */
export function publishedNetwork(id: VariantId): Architecture {
  return buildArchitecture({ ...VARIANTS[id], classes: 1000, padding: 'same', epsilon: 1e-3 });
}

/** Computed from its architecture. */
export function publishedCosts(id: VariantId): { readonly parameters: number; readonly multiplyAdds: number } {
  const architecture = publishedNetwork(id);
  return { parameters: parameterCount(architecture), multiplyAdds: multiplyAdds(architecture) };
}

/** `B0`, `Lite4`. */
export function variantName(id: VariantId): string {
  return id[0]!.toUpperCase() + id.slice(1);
}
