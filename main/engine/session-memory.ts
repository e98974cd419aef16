import type { EngineName } from '../../shared/engine.ts';

/**
 * What an engine takes of a machine, and how the peak memory of a worker process grows with the network of its session:
 * measured (docs/performance.md).
 */
interface EngineMemory {
  readonly device: 'cpu' | 'gpu';
  /** Pictures a batch above which it is not faster. */
  readonly batch: number;
  /** Whether sessions of several processes share its device well. */
  readonly sessionsAtOnce: 'one' | 'many';
  /** Bytes with any network: Node, the runtime, sharp, pictures being decoded. */
  readonly process: number;
  /** Bytes for each of the weights: while a session is made they are there more than once. */
  readonly weights: number;
  /** Bytes for each of the activations: the runtime's own layouts, and what it keeps for the next call. */
  readonly activations: number;
  /** How many pictures of a batch an engine computes at one time, and so holds activations of. */
  readonly computes: 'one' | 'all';
}

const ONNX_RUNTIME = { process: 260e6, weights: 3.3, activations: 5, computes: 'one' } as const;
const CPU = { device: 'cpu', sessionsAtOnce: 'many' } as const;
const GPU = { device: 'gpu', batch: 16 } as const;

/**
 * Of every engine. Those of ONNX Runtime on the CPU and of TensorFlow on the CPU are measured so far. DirectML's sessions cannot run at once
 * (ONNX Runtime's documentation of that provider).
 */
const ENGINE_MEMORY: Readonly<Record<EngineName, EngineMemory>> = {
  'onnxruntime:cpu': { ...ONNX_RUNTIME, ...CPU, batch: 1 },
  'onnxruntime:webgpu': { ...ONNX_RUNTIME, ...GPU, sessionsAtOnce: 'many' },
  'onnxruntime:directml': { ...ONNX_RUNTIME, ...GPU, sessionsAtOnce: 'one' },
  'onnxruntime:coreml': { ...ONNX_RUNTIME, ...GPU, sessionsAtOnce: 'many' },
  'onnxruntime:cuda': { ...ONNX_RUNTIME, ...GPU, sessionsAtOnce: 'many' },
  tensorflow: { ...CPU, batch: 32, process: 640e6, weights: 15.5, activations: 2.2, computes: 'all' },
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
 * above it. Of a GPU's own memory nothing is taken off: many have none of their own, and a driver keeps copies.
 */
export function sessionMemory(engine: EngineName, network: NetworkBytes, batch: number): number {
  const memory = ENGINE_MEMORY[engine];
  return memory.process + computingMemory(memory, network, batch);
}

/** What a network takes of a machine on an engine: the form that a plan is made from. */
export function engineNeeds(engine: EngineName, network: NetworkBytes) {
  const memory = ENGINE_MEMORY[engine];
  const { device, batch, sessionsAtOnce } = memory;
  return {
    device,
    batch,
    sessionsAtOnce,
    workerBytes: (pictures: number): number => sessionMemory(engine, network, pictures),
    gpuBytes: (pictures: number): number => (device === 'cpu' ? 0 : computingMemory(memory, network, pictures)),
  };
}

function computingMemory(memory: EngineMemory, network: NetworkBytes, batch: number): number {
  const atOneTime = memory.computes === 'one' ? 1 : batch;
  return (
    memory.weights * network.weightBytes +
    memory.activations * network.activationBytes(atOneTime) +
    batch * network.inputBytes
  );
}
