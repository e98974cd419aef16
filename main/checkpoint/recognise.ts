import {
  DIALECT_IDS,
  type Assumption,
  type DialectId,
  type OriginId,
  type RecognisedNetwork,
  type RecognitionFault,
  type TensorFault,
} from '../../shared/recognition.ts';
import { VARIANT_IDS, type VariantId } from '../../shared/variant.ts';
import { buildArchitecture } from '../efficientnet/build-architecture.ts';
import { VARIANTS } from '../efficientnet/variants.ts';
import { DIALECTS } from './dialects.ts';
import { matchTensors, type NamedTensor } from './match-tensors.ts';
import { conventionsOf, originsOf, type Conventions } from './origins.ts';

export type Recognition =
  | {
      readonly ok: true;
      readonly network: RecognisedNetwork;
      readonly origin: OriginId;
      readonly conventions: Conventions;
      /** Never empty; first what most depends on. */
      readonly assumed: readonly Assumption[];
    }
  | { readonly ok: false; readonly fault: RecognitionFault };

/** What the weights have that the origins publish: ImageNet's. */
const PUBLISHED_CLASSES = 1000;

/**
 * Variants whose timm weights are mostly timm's own; those of the others it took over from TensorFlow
 * (timm/models/efficientnet.py, default_cfgs).
 */
const TRAINED_BY_TIMM: ReadonlySet<VariantId> = new Set(['b0', 'b1', 'b2', 'b3', 'b4']);

/**
 * Whose network a checkpoint holds, by the names and shapes of its tensors, and how it was trained.
 *
 * @param origin as a person named it; null where nobody did, and the likeliest is taken
 */
export function recogniseCheckpoint(tensors: readonly NamedTensor[], origin: OriginId | null): Recognition {
  const { network, expected, matched, faults } = nearestNetwork(tensors);
  if (matched === 0) return failed({ kind: 'no-efficientnet' });
  if (faults.length > 0) return failed({ kind: 'no-such-network', nearest: network, expected, matched, faults });
  const possible = originsOf(network.dialect, network.variant);
  const taken = origin ?? likeliest(possible, network.variant);
  const conventions = possible.includes(taken) ? conventionsOf(taken, network.variant) : null;
  if (conventions === null) return failed({ kind: 'other-origin', network, origin: taken });
  const assumed: Assumption[] = [];
  const other = possible.find((id) => id !== taken);
  if (origin === null && other !== undefined) assumed.push({ kind: 'family', taken, other });
  const { inputSize } = conventions.preprocessing;
  const trainedFurther = network.classes !== PUBLISHED_CLASSES;
  assumed.push({ kind: 'preprocessing', origin: taken, inputSize, trainedFurther });
  return { ok: true, network, origin: taken, conventions, assumed };
}

function failed(fault: RecognitionFault): Recognition {
  return { ok: false, fault };
}

function likeliest(possible: readonly OriginId[], variant: VariantId): OriginId {
  const [first, ...others] = possible;
  if (first === undefined) throw new Error(`no origin has a network ${variant} under the names that were recognised`);
  if (others.length === 0) return first;
  return TRAINED_BY_TIMM.has(variant) ? 'timm' : 'timm-tf';
}

interface Comparison {
  readonly network: RecognisedNetwork;
  /** How many tensors the network has, and how many of them are there with their shape. */
  readonly expected: number;
  readonly matched: number;
  readonly faults: readonly TensorFault[];
}

/** Of all networks in all dialects the one that most tensors agree with and fewest do not. */
function nearestNetwork(tensors: readonly NamedTensor[]): Comparison {
  const [first, ...others] = DIALECT_IDS.flatMap((dialect) => compareVariants(tensors, dialect));
  if (first === undefined) throw new Error('there are no dialects');
  const agreement = ({ matched, faults }: Comparison) => matched - faults.length;
  return others.reduce((best, next) => (agreement(next) > agreement(best) ? next : best), first);
}

function compareVariants(tensors: readonly NamedTensor[], dialect: DialectId): Comparison[] {
  const names = DIALECTS[dialect];
  const classifier = `${names.network.classifier}.weight`;
  const classes = tensors.find(({ name }) => name === classifier)?.shape[0] || PUBLISHED_CLASSES;
  return VARIANT_IDS.filter((variant) => originsOf(dialect, variant).length > 0).map((variant) => {
    // Neither padding nor epsilon shows in the tensors.
    const architecture = buildArchitecture({ ...VARIANTS[variant], classes, padding: 'same', epsilon: 1e-3 });
    const { tensors: matched, faults } = matchTensors(tensors, architecture, names);
    const expected = architecture.layers.reduce((total, { parameters }) => total + parameters.length, 0);
    return { network: { dialect, variant, classes }, expected, matched: matched.size, faults };
  });
}
