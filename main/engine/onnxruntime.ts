import type * as runtime from 'onnxruntime-node';
import type { EngineName } from '../../shared/engine.ts';
import { IMAGES, LOGITS } from '../graph/inference-layers.ts';
import type { Engine, Session, SessionOptions } from './engine.ts';
import { picturesInOneCall } from './session-memory.ts';

/** What ONNX Runtime calls a device's provider, and what it needs of a session. */
interface Device {
  readonly provider: 'cpu' | 'webgpu' | 'dml' | 'coreml' | 'cuda';
  /** DirectML allows neither memory patterns nor parallel execution (ONNX Runtime, DirectML execution provider). */
  readonly memoryPattern: boolean;
}

const DEVICES = {
  'onnxruntime:cpu': { provider: 'cpu', memoryPattern: true },
  'onnxruntime:webgpu': { provider: 'webgpu', memoryPattern: false },
  'onnxruntime:directml': { provider: 'dml', memoryPattern: false },
  'onnxruntime:coreml': { provider: 'coreml', memoryPattern: true },
  'onnxruntime:cuda': { provider: 'cuda', memoryPattern: true },
} as const satisfies Partial<Record<EngineName, Device>>;

type OnnxRuntimeName = keyof typeof DEVICES;

/**
 * ONNX Runtime on one of its devices, for graphs of `writeOnnx`. On the CPU the pictures of a batch are computed one by
 * one: so a picture's logits cannot depend on the batch it came in, and it is no slower than a batch in one call
 * (docs/performance.md). There they are bit-identical with one thread and with several; tested. Other devices get the batch
 * in one call.
 */
export function onnxruntime(name: OnnxRuntimeName): Engine {
  return {
    name,
    graphFormat: 'onnx',
    layout: 'nchw',
    createSession: (graph, options) => createSession(name, graph, options),
  };
}

/** The reference: it is on every machine. */
export const onnxruntimeCpu = onnxruntime('onnxruntime:cpu');

async function createSession(
  name: OnnxRuntimeName,
  graph: Uint8Array,
  { resolution, classes, threads }: SessionOptions,
): Promise<Session> {
  const { provider, memoryPattern } = DEVICES[name];
  const { InferenceSession, Tensor } = await loadLibrary();
  const inferenceSession = await InferenceSession.create(graph, {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    enableMemPattern: memoryPattern,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
  });
  const pictureLength = 3 * resolution * resolution;

  /** Pictures `from` up to, not including, `to`, in one call of the runtime. */
  async function compute(images: Float32Array, from: number, to: number): Promise<Float32Array> {
    const pictures = images.subarray(from * pictureLength, to * pictureLength);
    const input = new Tensor('float32', pictures, [to - from, 3, resolution, resolution]);
    const output = (await inferenceSession.run({ [IMAGES]: input }))[LOGITS];
    if (!(output?.data instanceof Float32Array)) throw new Error(`the graph gives no float32 ${LOGITS}`);
    const logits = output.data.slice();
    output.dispose();
    return logits;
  }

  return {
    async run(images, n) {
      if (images.length < n * pictureLength) {
        throw new RangeError(`${images.length} values are fewer than ${n} pictures of ${pictureLength}`);
      }
      const logits = new Float32Array(n * classes);
      const step = Math.min(n, picturesInOneCall(name));
      for (let i = 0; i < n; i += step) logits.set(await compute(images, i, i + step), i * classes);
      return logits;
    },
    dispose: () => inferenceSession.release(),
  };
}

/** Not at the top: where the native library cannot be loaded, that is a session's failure, with a reason. */
async function loadLibrary(): Promise<typeof runtime> {
  silenceTelemetry();
  return import('onnxruntime-node');
}

/**
 * Since 1.29, ONNX Runtime's own builds for Linux and macOS keep an identifier on the disk and send events about sessions to their
 * maker. Nothing leaves this machine: the variable, read when the library is loaded, switches all of it off (ONNX
 * Runtime, docs/Privacy.md). On Windows events go to the system's tracing alone, which sends what a person allowed it.
 */
function silenceTelemetry(): void {
  process.env['ORT_DISABLE_TELEMETRY'] = '1';
}
