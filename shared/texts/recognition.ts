import { assertNever } from '../assert-never.ts';
import {
  DIALECT_IDS,
  type Assumption,
  type OriginId,
  type RecognisedNetwork,
  type RecognitionFault,
} from '../recognition.ts';
import type { VariantId } from '../variant.ts';
import { formatCount, formatNumber } from './quantities.ts';

// What is said of a checkpoint whose network is to be found out.

/** Faults of tensors that are named one by one; more are counted. */
const NAMED_FAULTS = 3;

/** `EfficientNet-B0`, `EfficientNet-Lite0`. */
function variantName(variant: VariantId): string {
  return `EfficientNet-${variant.charAt(0).toUpperCase()}${variant.slice(1)}`;
}

/** As a person knows it: timm's two families by how its models are called. */
export function originName(origin: OriginId): string {
  if (origin === 'timm') return 'timm (efficientnet_*)';
  if (origin === 'timm-tf') return 'timm (tf_efficientnet_*)';
  return origin;
}

export const recognitionTexts = {
  /** `EfficientNet-B0, 37 classes, tensors named as in timm`. */
  network: ({ dialect, variant, classes }: RecognisedNetwork): string =>
    `${variantName(variant)}, ${formatCount(classes, 'class', 'classes')}, tensors named as in ${dialect}`,

  assumption(assumption: Assumption): string {
    switch (assumption.kind) {
      case 'family':
        return (
          `Taken for a network of ${originName(assumption.taken)}. Those of ${originName(assumption.other)} have the same names, ` +
          `but pad pictures differently: if it is one of them, give the origin ${assumption.other}.`
        );
      case 'preprocessing':
        return (
          `Pictures are prepared as for the published weights of ${originName(assumption.origin)}, at ${formatNumber(assumption.inputSize)} px.` +
          (assumption.trainedFurther
            ? ' By its classes this is another training: if its pictures were prepared in another way, correct preprocessing in manifest.json.'
            : '')
        );
      default:
        return assertNever(assumption);
    }
  },

  /** Clause that follows the file's name. */
  fault(fault: RecognitionFault): string {
    switch (fault.kind) {
      case 'no-efficientnet':
        return `holds no EfficientNet that is known: no tensor is named as in ${DIALECT_IDS.join(', ')}`;
      case 'no-such-network': {
        const { nearest, expected, matched, faults } = fault;
        const named = faults.slice(0, NAMED_FAULTS).map(({ tensor, reason }) => `${tensor} ${reason}`);
        const more = faults.length > NAMED_FAULTS ? `, and ${formatNumber(faults.length - NAMED_FAULTS)} more` : '';
        return (
          `holds no network that is known. Nearest is ${variantName(nearest.variant)} as in ${nearest.dialect}, of whose ` +
          `${formatCount(expected, 'tensor')} ${formatNumber(matched)} are there: ${named.join(', ')}${more}`
        );
      }
      case 'other-origin':
        return (
          `cannot be of the origin ${fault.origin}: it is ${variantName(fault.network.variant)} with its tensors named as ` +
          `in ${fault.network.dialect}`
        );
      default:
        return assertNever(fault);
    }
  },
} as const;
