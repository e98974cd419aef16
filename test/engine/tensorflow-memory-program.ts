import { readFileSync } from 'node:fs';
import { buildArchitecture } from '../../main/efficientnet/build-architecture.ts';
import { VARIANTS } from '../../main/efficientnet/variants.ts';
import { findTensorflow } from '../../main/engine/find-tensorflow.ts';
import { writeSavedModel } from '../../main/graph/saved-model.ts';
import { formulaWeights } from '../../main/model/formula-weights.ts';
import { tensorflow } from './tensorflow-here.ts';

// A process that computes a number of batches, then opens and closes a session a number of times, and prints how many
// tensors and how much resident memory there were before and after each: `node --expose-gc … BATCHES SESSIONS`. Linux only.

const [batches = 0, sessions = 0] = process.argv.slice(2).map(Number);
const BATCH = 8;
const options = { resolution: 65, classes: 10, threads: 1 };
const architecture = buildArchitecture({
  ...VARIANTS.b0,
  ...{ width: 0.2, depth: 0.2, padding: 'symmetric', epsilon: 1e-3 },
  ...options,
});
const graph = writeSavedModel(architecture, formulaWeights(architecture));
const images = new Float32Array(BATCH * 3 * options.resolution ** 2).map((_, index) => Math.sin(index));

async function compute(times: number): Promise<void> {
  const session = await tensorflow.createSession(graph, options);
  for (let batch = 0; batch < times; batch++) await session.run(images, BATCH);
  await session.dispose();
}

async function openAndClose(times: number): Promise<void> {
  for (let i = 0; i < times; i++) await compute(1);
}

/** Tensors, and resident memory, 10⁶ bytes. */
function measure(): { readonly tensors: number; readonly megabytes: number } {
  const found = findTensorflow(null);
  if (!found.ok) throw new Error(found.reasons.join('; '));
  globalThis.gc?.();
  const kibibytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return { tensors: found.tensorflow.module.memory().numTensors, megabytes: (Number(kibibytes) * 1024) / 1e6 };
}

// What the library allocates once, and what its allocator keeps for the next call.
await compute(50);
await openAndClose(2);
const start = measure();
await compute(batches);
const afterBatches = measure();
await openAndClose(sessions);
process.stdout.write(JSON.stringify({ start, afterBatches, afterSessions: measure() }));
