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
  /** How many pictures of a batch an engine computes at one time at most, and so holds activations of. */
  readonly picturesAtOneTime: number;
}

/**
 * Pictures that TensorFlow gets in one call on a CPU: more in a call are slower (their activations leave the processor's cache),
 * and take more memory (docs/performance.md).
 */
export const TENSORFLOW_CPU_PICTURES = 4;

const ONNX_RUNTIME = { process: 285e6, weights: 3.3 } as const;
const CPU = { device: 'cpu', sessionsAtOnce: 'many' } as const;
const GPU = { device: 'gpu', batch: 16 } as const;
/** Of one picture a call. Of a batch in one call, each further picture takes 3.7 to 5.2 times its activations in B networks, fewer in Lite ones. */
const ONE_PICTURE = { activations: 5, picturesAtOneTime: 1 } as const;
const WHOLE_BATCH = { activations: 5.3, picturesAtOneTime: Infinity } as const;
const ONNX_RUNTIME_ON_CARD = { ...ONNX_RUNTIME, ...GPU, ...WHOLE_BATCH } as const;

/**
 * Of every engine. Those of ONNX Runtime on the CPU and of TensorFlow on the CPU are measured so far; a whole batch in one call was
 * measured on the CPU, as no card was there. DirectML's sessions cannot run at once (ONNX Runtime's documentation of that provider).
 */
const ENGINE_MEMORY: Readonly<Record<EngineName, EngineMemory>> = {
  'onnxruntime:cpu': { ...ONNX_RUNTIME, ...CPU, ...ONE_PICTURE, batch: 1 },
  'onnxruntime:webgpu': { ...ONNX_RUNTIME_ON_CARD, sessionsAtOnce: 'many' },
  'onnxruntime:directml': { ...ONNX_RUNTIME_ON_CARD, sessionsAtOnce: 'one' },
  'onnxruntime:coreml': { ...ONNX_RUNTIME_ON_CARD, sessionsAtOnce: 'many' },
  'onnxruntime:cuda': { ...ONNX_RUNTIME_ON_CARD, sessionsAtOnce: 'many' },
  tensorflow: {
    ...CPU,
    ...{ batch: 8, process: 640e6, weights: 16, activations: 2.2, picturesAtOneTime: TENSORFLOW_CPU_PICTURES },
  },
};

/**
 * TensorFlow on a graphics card, where a session computes a whole batch; its library is one process's, which takes the card as it needs
 * it. By the CPU's factors, since it was never run: they count copies of the weights that a card does not hold, so that batches are smaller, not too large.
 */
const TENSORFLOW_ON_CARD: EngineMemory = {
  ...ENGINE_MEMORY.tensorflow,
  ...{ ...GPU, sessionsAtOnce: 'one', picturesAtOneTime: Infinity },
};

/** Most pictures that a session of an engine computes in one call: what is counted here is what the sessions of ONNX Runtime do. */
export function picturesInOneCall(engine: EngineName): number {
  return ENGINE_MEMORY[engine].picturesAtOneTime;
}

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
  return workerBytes(ENGINE_MEMORY[engine], network, batch);
}

/**
 * What a network takes of a machine on an engine: the form that a plan is made from.
 *
 * @param isOnCard whether TensorFlow has a graphics card; the other engines say it by their names
 */
export function engineNeeds(engine: EngineName, network: NetworkBytes, isOnCard = false) {
  const memory = engine === 'tensorflow' && isOnCard ? TENSORFLOW_ON_CARD : ENGINE_MEMORY[engine];
  const { device, batch, sessionsAtOnce } = memory;
  return {
    device,
    batch,
    sessionsAtOnce,
    workerBytes: (pictures: number): number => workerBytes(memory, network, pictures),
    gpuBytes: (pictures: number): number => (device === 'cpu' ? 0 : computingMemory(memory, network, pictures)),
  };
}

function workerBytes(memory: EngineMemory, network: NetworkBytes, batch: number): number {
  return memory.process + computingMemory(memory, network, batch);
}

function computingMemory(memory: EngineMemory, network: NetworkBytes, batch: number): number {
  const atOneTime = Math.min(batch, memory.picturesAtOneTime);
  return (
    memory.weights * network.weightBytes +
    memory.activations * network.activationBytes(atOneTime) +
    batch * network.inputBytes
  );
}
