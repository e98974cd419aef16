import { buildArchitecture } from '../../../../main/efficientnet/build-architecture.ts';
import { formulaPicture } from '../../../../main/efficientnet/formula.ts';
import { VARIANTS } from '../../../../main/efficientnet/variants.ts';
import type { Engine } from '../../../../main/engine/engine.ts';
import { GRAPH_WRITERS } from '../../../../main/graph/graph-format.ts';
import { formulaWeights } from '../../../../main/model/formula-weights.ts';
import { inLayout } from '../../../parity/picture-layout.ts';

const options = { resolution: 50, classes: 4, threads: 1 };
const scaling = { width: 0.2, depth: 0.4, padding: 'symmetric', epsilon: 1e-3 } as const;

/** Logits of a small network on an engine. */
export async function trialLogits({ graphFormat, layout, createSession }: Engine): Promise<readonly number[]> {
  const architecture = buildArchitecture({ ...VARIANTS.b0, ...scaling, ...options });
  const graph = GRAPH_WRITERS[graphFormat].write(architecture, formulaWeights(architecture));
  const session = await createSession(graph, options);
  const logits = await session.run(inLayout(formulaPicture(options.resolution), layout), 1);
  await session.dispose();
  return [...logits];
}
