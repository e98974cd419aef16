import type { VariantId } from '../../shared/variant.ts';
import type { Scaling } from './scaling.ts';

/** A published network: what makes it, and what its authors measured. */
export interface Variant extends Scaling {
  /** No squeeze-and-excitation, ReLU6, and stem, head, first and last stage scaled less. */
  readonly lite: boolean;
  /** Rate of the dropout before the fully connected layer, in training. */
  readonly dropout: number;
  /** Published ImageNet accuracy, per cent; null where none was published. */
  readonly top1: number;
  readonly top5: number | null;
}

/** B0–B7: Tan & Le 2019, table 2. Lite0–Lite4: Google's release for TensorFlow (2020), timm's resolutions. */
export const VARIANTS: Readonly<Record<VariantId, Variant>> = {
  b0: { lite: false, width: 1.0, depth: 1.0, resolution: 224, dropout: 0.2, top1: 77.1, top5: 93.3 },
  b1: { lite: false, width: 1.0, depth: 1.1, resolution: 240, dropout: 0.2, top1: 79.1, top5: 94.4 },
  b2: { lite: false, width: 1.1, depth: 1.2, resolution: 260, dropout: 0.3, top1: 80.1, top5: 94.9 },
  b3: { lite: false, width: 1.2, depth: 1.4, resolution: 300, dropout: 0.3, top1: 81.6, top5: 95.7 },
  b4: { lite: false, width: 1.4, depth: 1.8, resolution: 380, dropout: 0.4, top1: 82.9, top5: 96.4 },
  b5: { lite: false, width: 1.6, depth: 2.2, resolution: 456, dropout: 0.4, top1: 83.6, top5: 96.7 },
  b6: { lite: false, width: 1.8, depth: 2.6, resolution: 528, dropout: 0.5, top1: 84.0, top5: 96.8 },
  b7: { lite: false, width: 2.0, depth: 3.1, resolution: 600, dropout: 0.5, top1: 84.3, top5: 97.0 },
  lite0: { lite: true, width: 1.0, depth: 1.0, resolution: 224, dropout: 0.2, top1: 75.1, top5: null },
  lite1: { lite: true, width: 1.0, depth: 1.1, resolution: 240, dropout: 0.2, top1: 76.7, top5: null },
  lite2: { lite: true, width: 1.1, depth: 1.2, resolution: 260, dropout: 0.3, top1: 77.6, top5: null },
  lite3: { lite: true, width: 1.2, depth: 1.4, resolution: 300, dropout: 0.3, top1: 79.8, top5: null },
  lite4: { lite: true, width: 1.4, depth: 1.8, resolution: 380, dropout: 0.3, top1: 81.5, top5: null },
};
