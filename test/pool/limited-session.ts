// Opens a session of the bundled network, with weights by a formula, and computes sixteen pictures at a time.
import { onnxruntimeCpu } from '../../main/engine/onnxruntime.ts';
import { openWithWeights } from '../../main/engine/open-session.ts';
import { formulaWeights, publishedArchitecture } from '../../main/model/formula-weights.ts';

const PICTURES = 16;
const architecture = publishedArchitecture('lite0');
const opened = await openWithWeights(onnxruntimeCpu, architecture, formulaWeights(architecture), 1);
if (!opened.ok) throw new Error(opened.reason);
await opened.session.run(new Float32Array(PICTURES * 3 * architecture.resolution ** 2), PICTURES);
await opened.session.dispose();
