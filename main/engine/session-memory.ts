import type { EngineName } from '../../shared/engine.ts';

/** How the peak memory of a worker process grows with the network of its session: measured (docs/performance.md). */
interface EngineMemory {
  /** Bytes with any network: Node, the runtime, sharp, pictures being decoded. */
  readonly process: number;
  /** Bytes for each of the weights: while a session is made they are there more than once. */
  readonly weights: number;
  /** Bytes for each of the activations: the runtime's own layouts, and what it keeps for the next call. */
  readonly activations: number;
  /** How many pictures of a batch an engine computes at one time, and so holds activations of. */
  readonly computes: 'one' | 'all';
}

const ONNX_RUNTIME: EngineMemory = { process: 260e6, weights: 3.3, activations: 5, computes: 'one' };

/** Of every engine. Only that of the CPU is measured so far. */
const ENGINE_MEMORY: Readonly<Record<EngineName, EngineMemory>> = {
  'onnxruntime:cpu': ONNX_RUNTIME,
  'onnxruntime:webgpu': ONNX_RUNTIME,
  'onnxruntime:directml': ONNX_RUNTIME,
  'onnxruntime:coreml': ONNX_RUNTIME,
  'onnxruntime:cuda': ONNX_RUNTIME,
  tensorflow: { process: 600e6, weights: 4, activations: 5, computes: 'all' },
};

/** Bytes of a network, computed from its architecture. */
export interface NetworkBytes {
  /** Of its parameters as float32. */
  readonly weightBytes: number;
  /** Of one picture as its layers read it, float32. */
  readonly inputBytes: number;
  /** That its layers hold at most at one time, float32, by pictures that are computed at one time. */
  readonly activationBytes: (batch: number) => number;
}

/**
 * Peak bytes of a worker process that runs a network in batches, as far as they can be foreseen: no measured peak is
 * above it.
 */
export function sessionMemory(engine: EngineName, network: NetworkBytes, batch: number): number {
  const memory = ENGINE_MEMORY[engine];
  const atOneTime = memory.computes === 'one' ? 1 : batch;
  return (
    memory.process +
    memory.weights * network.weightBytes +
    memory.activations * network.activationBytes(atOneTime) +
    batch * network.inputBytes
  );
}
