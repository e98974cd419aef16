import { IMAGES, LOGITS } from '../graph/inference-layers.ts';
import type { Engine, Session, SessionOptions } from './engine.ts';

/**
 * ONNX Runtime on the CPU, for graphs of `writeOnnx`. The pictures of a batch are computed one by one: so a
 * picture's logits cannot depend on the batch it came in, and it is no slower than a batch in one call
 * (docs/performance.md). They are bit-identical with one thread and with several; tested.
 */
export const onnxruntimeCpu: Engine = {
  name: 'onnxruntime:cpu',
  graphFormat: 'onnx',
  layout: 'nchw',
  createSession: createCpuSession,
};

async function createCpuSession(graph: Uint8Array, { resolution, classes, threads }: SessionOptions): Promise<Session> {
  silenceTelemetry();
  // Not at the top: where the native library cannot be loaded, that is this session's failure, with a reason.
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  const inferenceSession = await InferenceSession.create(graph, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
  });
  const pictureLength = 3 * resolution * resolution;
  return {
    async run(images, n) {
      if (images.length < n * pictureLength) {
        throw new RangeError(`${images.length} values are fewer than ${n} pictures of ${pictureLength}`);
      }
      const logits = new Float32Array(n * classes);
      for (let i = 0; i < n; i++) {
        const picture = images.subarray(i * pictureLength, (i + 1) * pictureLength);
        const input = new Tensor('float32', picture, [1, 3, resolution, resolution]);
        const output = (await inferenceSession.run({ [IMAGES]: input }))[LOGITS];
        if (!(output?.data instanceof Float32Array)) throw new Error(`the graph gives no float32 ${LOGITS}`);
        logits.set(output.data, i * classes);
        output.dispose();
      }
      return logits;
    },
    dispose: () => inferenceSession.release(),
  };
}

/**
 * Since 1.29, ONNX Runtime's own builds for Linux and macOS keep an identifier on the disk and send events about sessions to their
 * maker. Nothing leaves this machine: the variable, read when the library is loaded, switches all of it off (ONNX
 * Runtime, docs/Privacy.md). On Windows events go to the system's tracing alone, which sends what a person allowed it.
 */
function silenceTelemetry(): void {
  process.env['ORT_DISABLE_TELEMETRY'] = '1';
}
