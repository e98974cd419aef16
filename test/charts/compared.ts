import { publishedFacts } from '../../main/model/published-networks.ts';
import type { ComparedVariant, ModelComparison } from '../../shared/model-comparison.ts';
import { VARIANT_IDS, type VariantId } from '../../shared/variant.ts';

/** Pictures a second and peak memory, 10⁶ bytes, as an idle machine of two cores had them. */
const FIGURES: Readonly<Record<VariantId, readonly [rate: number, megabytes: number]>> = {
  b0: [203, 540],
  b1: [130, 560],
  b2: [102, 640],
  b3: [58, 760],
  b4: [26, 1000],
  b5: [11.3, 1500],
  b6: [6.2, 2000],
  b7: [3.1, 2900],
  lite0: [230, 540],
  lite1: [160, 550],
  lite2: [121, 560],
  lite3: [68, 660],
  lite4: [28, 800],
};

/** A comparison of which everything is measured. */
export function wholeComparison(): ModelComparison {
  const variants = VARIANT_IDS.map((variant): ComparedVariant => {
    const { resolution, top1, costs } = publishedFacts(variant);
    const [picturesPerSecond, megabytes] = FIGURES[variant];
    const plan = { workers: 2, threads: 1, batch: 1 };
    const at = Date.UTC(2026, 10, 24, 12);
    return {
      ...{ variant, resolution, top1, parameters: costs.parameters, multiplyAdds: costs.multiplyAdds },
      speed: { kind: 'measured', picturesPerSecond, peakBytes: megabytes * 1e6, ...plan, at },
    };
  });
  const machine = { processor: 'A processor <of a test> & its "name"', cores: 2, memoryBytes: 25e9 };
  return { machine, engine: 'onnxruntime:cpu', engineVersion: '1.30.0', variants };
}
