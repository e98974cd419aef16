import { workerParts } from '../../main/worker/worker-parts.ts';
import type { WorkerStart } from '../../main/worker/protocol.ts';

// A process that does one half of a worker's job at a time, with a worker's own parts: only reads and decodes, or
// only computes. The benchmark starts as many as the plan has workers.

export type PhaseOrder =
  | { readonly kind: 'open'; readonly start: WorkerStart }
  | { readonly kind: 'decode'; readonly files: readonly string[] }
  | { readonly kind: 'infer'; readonly pictures: number };

/** Answers of `open`, `decode` and `infer`: the phase is over. */
export interface PhaseDone {
  readonly failed: number;
}

const MAX_MEMORY_BYTES = 4e9;

let opened: Extract<Awaited<ReturnType<typeof workerParts.openModel>>, { ok: true }> | null = null;
let settings: WorkerStart | null = null;

async function obey(order: PhaseOrder): Promise<PhaseDone> {
  if (order.kind === 'open') {
    settings = order.start;
    const answer = await workerParts.openModel(settings);
    if (!answer.ok) throw new Error(answer.reason);
    opened = answer;
    return { failed: 0 };
  }
  if (opened === null || settings === null) throw new Error('a phase starts after `open`');
  const { session, preprocessing } = opened;
  if (order.kind === 'infer') {
    const images = new Float32Array(3 * preprocessing.inputSize ** 2).map((_, index) => Math.sin(index));
    for (let at = 0; at < order.pictures; at++) await session.run(images, 1);
    return { failed: 0 };
  }
  const left = [...order.files];
  let failed = 0;
  const decodeSome = async (maxBytes: number): Promise<void> => {
    for (let file = left.pop(); file !== undefined; file = left.pop()) {
      const read = await workerParts.readPictureFile(file, { maxBytes });
      const decoded = read.ok
        ? await workerParts.decodePicture(read.bytes, { preprocessing, maxMemoryBytes: MAX_MEMORY_BYTES }, file)
        : read;
      if (!decoded.ok) failed += 1;
    }
  };
  const { maxFileBytes } = settings;
  await Promise.all(Array.from({ length: settings.decoders }, () => decodeSome(maxFileBytes)));
  return { failed };
}

process.on('message', (order) => {
  void obey(order as PhaseOrder).then((done) => process.send?.(done));
});
