import type { Failure } from '../../shared/failure.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { Preprocessing } from '../../shared/preprocessing.ts';
import type { ContentFacts } from '../../shared/run.ts';
import type { Session } from '../engine/engine.ts';
import { softmax } from '../engine/softmax.ts';
import { topK } from '../engine/top-k.ts';
import type { DecodedPicture, DecodeOptions, DecodeResult } from '../picture/decode.ts';
import { writeImageTensor } from '../picture/image-tensor.ts';
import type { ReadResult } from '../picture/picture-file.ts';
import { pixelBudget } from '../picture/pixel-budget.ts';
import type { FromWorker, ToWorker, WorkerStart } from './protocol.ts';

/** The parts a worker is made of; a test puts hazards in their place. */
export interface WorkerParts {
  readPictureFile(path: FilePath, options: { readonly maxBytes: number }): Promise<ReadResult>;
  decodePicture(bytes: Buffer, options: DecodeOptions, path: FilePath): Promise<DecodeResult>;
  openModel(start: WorkerStart): Promise<OpenedModel>;
}

export type OpenedModel =
  | { readonly ok: true; readonly session: Session; readonly preprocessing: Preprocessing; readonly classes: number }
  | { readonly ok: false; readonly reason: string };

/** The worker's end of the channel to the pool. */
export interface WorkerPort {
  /** Resolves when the message has left this process: a crash right after cannot take it along. */
  send(message: FromWorker): Promise<void>;
  onMessage(listener: (message: ToWorker) => void): void;
  /** The worker has nothing more to do. */
  end(): void;
}

interface Decoded {
  readonly id: number;
  readonly content: ContentFacts;
  readonly picture: DecodedPicture;
}

/**
 * A worker: reads, decodes and classifies the pictures it is sent, until `stop`. While the session computes it blocks
 * this process's JavaScript, so every read and decode that can be under way is given to its thread before.
 */
export function runWorker(parts: WorkerParts, port: WorkerPort): void {
  const answers = new Map<number, (decision: 'classify' | 'release') => void>();
  let toDecode: ((id: number, path: FilePath) => void) | null = null;

  port.onMessage((message) => {
    switch (message.kind) {
      case 'start':
        void start(message);
        return;
      case 'picture':
        toDecode?.(message.id, message.path);
        return;
      case 'answer':
        answers.get(message.id)?.(message.decision);
        answers.delete(message.id);
        return;
      case 'stop':
        port.end();
        return;
    }
  });

  async function start(settings: WorkerStart): Promise<void> {
    const opened = await parts.openModel(settings);
    if (!opened.ok) {
      await port.send({ kind: 'load-failed', reason: opened.reason });
      port.end();
      return;
    }
    const compute = createComputing(opened, settings, port);
    const decoding = createGate(settings.decoders);
    toDecode = (id, path) => void prepare(id, path, settings, opened.preprocessing, decoding, compute);
    await port.send({ kind: 'ready' });
  }

  /** From a path to a decoded picture in the session's queue, or to a failure. */
  async function prepare(
    id: number,
    path: FilePath,
    { maxFileBytes, memoryBytes, allDecoders }: WorkerStart,
    preprocessing: Preprocessing,
    decoding: Gate,
    compute: (decoded: Decoded) => void,
  ): Promise<void> {
    const maxPixels = pixelBudget(memoryBytes, allDecoders);
    const fail = (failure: Failure, content: ContentFacts | null): Promise<void> =>
      port.send({ kind: 'done', id, outcome: { kind: 'failed', content, failure } });

    await port.send({ kind: 'reading', id });
    const file = await parts.readPictureFile(path, { maxBytes: maxFileBytes });
    if (!file.ok) return fail(file.failure, null);
    const { digest, size, mtimeNs } = file;
    const content = { digest, size, mtimeNs };
    const answered = new Promise<'classify' | 'release'>((resolve) => answers.set(id, resolve));
    await port.send({ kind: 'content', id, content });
    if ((await answered) === 'release') {
      return port.send({ kind: 'done', id, outcome: { kind: 'released', content } });
    }
    const picture = await decoding.pass(async () => {
      await port.send({ kind: 'decoding', id });
      return parts.decodePicture(file.bytes, { preprocessing, maxPixels }, path);
    });
    await port.send({ kind: 'decoded', id });
    if (!picture.ok) return fail(picture.failure, content);
    compute({ id, content, picture });
  }
}

/** Takes decoded pictures through the session, as many at a time as are there, up to a batch. */
function createComputing(
  { session, preprocessing, classes }: Extract<OpenedModel, { ok: true }>,
  { batch, k }: WorkerStart,
  port: WorkerPort,
): (decoded: Decoded) => void {
  const ready: Decoded[] = [];
  const pictureLength = 3 * preprocessing.inputSize ** 2;
  const images = new Float32Array(batch * pictureLength);
  let isComputing = false;

  async function computeAll(): Promise<void> {
    isComputing = true;
    while (ready.length > 0) {
      // One turn of the event loop: what was read and decoded meanwhile moves on to its next thread.
      await new Promise((resolve) => setImmediate(resolve));
      const pictures = ready.splice(0, batch);
      for (const [i, { picture }] of pictures.entries()) {
        writeImageTensor(picture.pixels, preprocessing, images, i * pictureLength);
      }
      await port.send({ kind: 'computing', ids: pictures.map(({ id }) => id) });
      const logits = await session.run(images, pictures.length);
      for (const [i, { id, content, picture }] of pictures.entries()) {
        const scores = topK(softmax(logits.subarray(i * classes, (i + 1) * classes)), k);
        const { facts, format, warning } = picture;
        const classification = { facts, format, warning, scores };
        await port.send({ kind: 'done', id, outcome: { kind: 'classified', content, classification } });
      }
    }
    isComputing = false;
  }

  return (decoded) => {
    ready.push(decoded);
    if (!isComputing) void computeAll();
  };
}

/** Lets at most `width` tasks through at a time, first come, first served. */
interface Gate {
  pass<T>(task: () => Promise<T>): Promise<T>;
}

function createGate(width: number): Gate {
  const queue: (() => void)[] = [];
  let inside = 0;
  return {
    pass: async (task) => {
      if (inside >= width) await new Promise<void>((resolve) => queue.push(resolve));
      else inside += 1;
      try {
        return await task();
      } finally {
        // The place goes straight to the next in line.
        const next = queue.shift();
        if (next === undefined) inside -= 1;
        else next();
      }
    },
  };
}
