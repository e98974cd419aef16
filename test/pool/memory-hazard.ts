import type { OpenedModel } from '../../main/worker/ports.ts';
import type { WorkerStart } from '../../main/worker/protocol.ts';

/** What memory is too short for, and how that shows; as JSON in `HAZARD_MEMORY`. */
export interface MemoryHazard {
  /** Larger batches than this. */
  readonly batch?: number;
  /** Plans with more workers than this. */
  readonly workers?: number;
  readonly engines?: readonly string[];
  /** `loading`: the model is refused. `throw`: by the session. `abort`: as C++ code ends that nobody caught. */
  readonly how: 'loading' | 'throw' | 'abort';
}

// As ONNX Runtime 1.30 says it, under a limit of memory.
export const MEMORY_WORDS =
  "Non-zero status code returned while running Conv node. Name:'stem.relu6_nchwc' Status Message: bfc_arena.cc:360 " +
  'AllocateRawInternal(size_t, bool, onnxruntime::Stream*) Failed to allocate memory for requested buffer of size 25690112';

/** A model on a machine with so little memory. */
export function withMemoryHazard(opened: OpenedModel, start: WorkerStart): OpenedModel {
  const hazard = JSON.parse(process.env['HAZARD_MEMORY'] ?? 'null') as MemoryHazard | null;
  if (hazard === null || !opened.ok) return opened;
  if (hazard.how === 'loading' && isShort(hazard, start)) return { ok: false, reason: MEMORY_WORDS };
  const { session } = opened;
  return {
    ...opened,
    session: {
      ...session,
      run: (images, n) => {
        if (!isShort(hazard, start)) return session.run(images, n);
        if (hazard.how === 'throw') throw new Error(MEMORY_WORDS);
        process.stderr.write("terminate called after throwing an instance of 'std::bad_alloc'\n");
        process.abort();
      },
    },
  };
}

function isShort({ batch, workers, engines = [] }: MemoryHazard, start: WorkerStart): boolean {
  const workersInPlan = start.allDecoders / start.decoders;
  return engines.includes(start.engine) || start.batch > (batch ?? Infinity) || workersInPlan > (workers ?? Infinity);
}
