import { publishedArchitecture } from '../../main/model/formula-weights.ts';
import { multiplyAdds, parameterCount } from '../../main/efficientnet/costs.ts';
import type { VariantId } from '../../shared/variant.ts';

/** Computed from its architecture. */
export function publishedCosts(id: VariantId): { readonly parameters: number; readonly multiplyAdds: number } {
  const architecture = publishedArchitecture(id);
  return { parameters: parameterCount(architecture), multiplyAdds: multiplyAdds(architecture) };
}
