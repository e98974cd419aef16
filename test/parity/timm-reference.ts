import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildArchitecture } from '../../main/efficientnet/build-architecture.ts';
import { VARIANTS } from '../../main/efficientnet/variants.ts';
import type { VariantId } from '../../shared/variant.ts';
import { deviation, type Reference } from './reference.ts';

const folder = path.join(import.meta.dirname, '../../../shared/parity');

/** Whether timm's reference logits lie beside the checkout. */
export const hasTimmReferences = existsSync(folder);

/** timm's own padding and epsilon, and those of the networks it took over from TensorFlow. */
const PLAIN = { padding: 'symmetric', epsilon: 1e-5 } as const;
const TENSORFLOW = { padding: 'same', epsilon: 1e-3 } as const;

/** How far this program is from timm's logits of `model`, on the scale of `deviation`. */
export async function timmDeviation(model: string, variant: VariantId): Promise<number> {
  const reference = JSON.parse(readFileSync(path.join(folder, `timm--${model}.json`), 'utf8')) as Reference;
  const { classes, resolution } = reference;
  const convention = model.startsWith('tf_') ? TENSORFLOW : PLAIN;
  return deviation(buildArchitecture({ ...VARIANTS[variant], ...convention, classes, resolution }), reference);
}
