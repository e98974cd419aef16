import { InferenceSession, Tensor } from 'onnxruntime-node';
import { readCachedGraph } from '../../main/engine/graph-cache.ts';
import { IMAGES } from '../../main/graph/inference-layers.ts';
import { ONNX_WRITER_VERSION } from '../../main/graph/onnx.ts';
import { peakOf } from './memory.ts';

// A process that computes a whole batch in one call of ONNX Runtime, twice, which the engine itself does not do, and
// prints its peak of resident memory, 10⁶ bytes: `node one-call.ts CACHE DIGEST RESOLUTION BATCH`.

const [folder = '', modelDigest = '', resolution, batch] = process.argv.slice(2);
const [side, n] = [Number(resolution), Number(batch)];
const graph = await readCachedGraph({ folder, modelDigest, format: 'onnx', writerVersion: ONNX_WRITER_VERSION });
if (graph === null) throw new Error(`no graph of ${modelDigest} in ${folder}`);
const session = await InferenceSession.create(graph, {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  logSeverityLevel: 3,
});
const images = new Float32Array(n * 3 * side * side).map((_, index) => Math.sin(index));
for (let round = 0; round < 2; round++) {
  await session.run({ [IMAGES]: new Tensor('float32', images, [n, 3, side, side]) });
}
process.stdout.write(String(peakOf(process.pid)));
