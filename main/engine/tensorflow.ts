import { lstat, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { SERVING_SIGNATURE, SERVING_TAG } from '../graph/saved-model.ts';
import { isRunning } from '../process/is-running.ts';
import type { Engine, Session, SessionOptions } from './engine.ts';
import { findTensorflow, type TensorflowModule } from './find-tensorflow.ts';
import { TENSORFLOW_CPU_PICTURES } from './session-memory.ts';

/**
 * TensorFlow, for graphs of `writeSavedModel`, on the device that its library finds. A graphics processor gets all pictures of a batch in
 * one call, a CPU a few at a time; a picture's logits differ in their last bits with how many came with it.
 *
 * @param packFolder absolute folder of an engine pack; null for the program's own packages
 */
export function tensorflowEngine(packFolder: string | null): Engine {
  return {
    name: 'tensorflow',
    graphFormat: 'saved-model',
    layout: 'nhwc',
    createSession: (graph, options) => createTensorflowSession(packFolder, graph, options),
  };
}

async function createTensorflowSession(
  packFolder: string | null,
  graph: Uint8Array,
  { resolution, classes, threads }: SessionOptions,
): Promise<Session> {
  prepareLibrary(threads);
  const found = findTensorflow(packFolder);
  if (!found.ok) throw new Error(found.reasons.join('; '));
  const { module: tf, usesGpu } = found.tensorflow;
  const model = await loadGraph(tf, graph);
  const pictureLength = 3 * resolution * resolution;
  const compute = async (images: Float32Array, n: number): Promise<Float32Array> => {
    const input = tf.tensor4d(images, [n, resolution, resolution, 3]);
    try {
      const output = model.predict(input);
      if (!(output instanceof tf.Tensor)) throw new Error('the graph gives more than one tensor');
      const logits = await output.data();
      output.dispose();
      if (!(logits instanceof Float32Array) || logits.length !== n * classes) {
        throw new Error(`the graph gives ${logits.length} values for ${n} × ${classes} logits`);
      }
      return logits;
    } finally {
      input.dispose();
    }
  };
  return {
    async run(images, n) {
      if (images.length < n * pictureLength) {
        throw new RangeError(`${images.length} values are fewer than ${n} pictures of ${pictureLength}`);
      }
      const atOneTime = usesGpu ? n : TENSORFLOW_CPU_PICTURES;
      const logits = new Float32Array(n * classes);
      for (let first = 0; first < n; first += atOneTime) {
        const count = Math.min(atOneTime, n - first);
        const pictures = images.subarray(first * pictureLength, (first + count) * pictureLength);
        logits.set(await compute(pictures, count), first * classes);
      }
      return logits;
    },
    async dispose() {
      model.dispose();
      return Promise.resolve();
    },
  };
}

const GRAPH_FOLDER = 'classifold-graph-';

/** Removes what workers left that were killed while they loaded: a graph of B7 has 265 MB, and such a folder may lie in memory. */
async function removeLeftGraphs(): Promise<void> {
  for (const name of await readdir(os.tmpdir()).catch(() => [])) {
    const pid = name.startsWith(GRAPH_FOLDER) ? Number.parseInt(name.slice(GRAPH_FOLDER.length), 10) : NaN;
    const folder = path.join(os.tmpdir(), name);
    if (Number.isNaN(pid) || isRunning(pid) || !(await isLeft(folder))) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Loading takes seconds; a container's processes, that one sees here under no number, may share the temporary folder. */
const LEFT_AFTER_MS = 600_000;

/** Whether a folder is this account's own, in which nobody else can put links, and old. */
async function isLeft(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => null);
  if (found?.isDirectory() !== true || Date.now() - found.mtimeMs < LEFT_AFTER_MS) return false;
  return process.getuid === undefined || process.getuid() === found.uid;
}

/** TensorFlow loads graphs by the path of their folder, and reads all of this one before it answers. */
async function loadGraph(tf: TensorflowModule, graph: Uint8Array) {
  await removeLeftGraphs();
  const folder = await mkdtemp(path.join(os.tmpdir(), `${GRAPH_FOLDER}${process.pid}-`));
  try {
    await writeFile(path.join(folder, 'saved_model.pb'), graph);
    return await tf.node.loadSavedModel(folder, [SERVING_TAG], SERVING_SIGNATURE);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Variables that the library reads when it is loaded, which is once a process: threads are those of the process's first session.
 * Its own lines on standard error are switched off where nobody asked for them; what fails comes as an exception.
 */
function prepareLibrary(threads: number): void {
  process.env['TF_NUM_INTRAOP_THREADS'] = String(threads);
  process.env['TF_NUM_INTEROP_THREADS'] = '1';
  // Else the first process takes nearly all of a graphics processor's memory, and none is left for another.
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3';
}
