import type { FilePath } from '../../shared/file-path.ts';
import type { Preprocessing } from '../../shared/preprocessing.ts';
import type { ContentFacts, PictureOutcome } from '../../shared/run.ts';
import type { DecodedPicture } from '../picture/decode.ts';
import { decodingMemory } from '../picture/decoding-memory.ts';
import { writeThumbnail } from '../picture/thumbnail-file.ts';
import { createGate, type Gate } from './gate.ts';
import type { ToWorker, WorkerStart } from './protocol.ts';
import type { WorkerParts, WorkerPort } from './ports.ts';

/** A picture that the session can have. */
export interface PreparedPicture {
  readonly kind: 'decoded';
  readonly id: number;
  readonly content: ContentFacts;
  readonly picture: DecodedPicture;
}

/** The pool's answer to a picture's content. */
type Decision = Pick<Extract<ToWorker, { kind: 'answer' }>, 'decision' | 'thumbnail'>;

/** The first half of a worker: from paths to decoded pictures. */
export interface Preparing {
  /** Gives the decoded picture to the second half, or sends the outcome that it came to before. */
  prepare(id: number, path: FilePath): Promise<void>;
  /** The pool's answer to a picture's content. */
  answer(id: number, decision: Decision): void;
}

/** The share of the memory for pictures that the files which all workers hold may fill, read and not yet decoded. */
export const FILES_MEMORY_SHARE = 1 / 8;

/** Reads what memory has room for, decodes as many at a time as there are decoders; both on libuv's threads. */
export function createPreparing(
  parts: WorkerParts,
  preprocessing: Preprocessing,
  { decoders, allDecoders, memoryBytes, maxFileBytes }: WorkerStart,
  port: WorkerPort,
  compute: (prepared: PreparedPicture) => void,
): Preparing {
  const answers = new Map<number, (decision: Decision) => void>();
  const holding = createGate((memoryBytes * FILES_MEMORY_SHARE * decoders) / allDecoders);
  const decoding = createGate(decoders);
  // One large picture may take the memory of all decoders of this process.
  const maxMemoryBytes = decodingMemory(memoryBytes, decoders / allDecoders);
  const memory = createGate(maxMemoryBytes);

  async function readAndDecode(
    id: number,
    path: FilePath,
    admit: (size: number) => Promise<void>,
  ): Promise<PreparedPicture | PictureOutcome> {
    void port.send({ kind: 'reading', id });
    const file = await parts.readPictureFile(path, { maxBytes: maxFileBytes, admit });
    if (!file.ok) return { kind: 'failed', content: null, failure: file.failure };
    const { digest, size, mtimeNs } = file;
    const content = { digest, size, mtimeNs };
    const answered = new Promise<Decision>((resolve) => answers.set(id, resolve));
    void port.send({ kind: 'content', id, content });
    const { decision, thumbnail: thumbnailFile } = await answered;
    if (decision === 'release') return { kind: 'released', content };
    const leaveDecoder = await decoding.enter(1);
    let leaveMemory: () => void = () => undefined;
    try {
      // A crash may follow at once: the announcement has to be out before.
      await port.send({ kind: 'decoding', id });
      const admit = async (bytes: number): Promise<void> => {
        leaveMemory = await enter(memory, bytes, id, 'decoding');
      };
      const options = { preprocessing, maxMemoryBytes, admit, withThumbnail: thumbnailFile !== null };
      const picture = await parts.decodePicture(file.bytes, options, path);
      if (!picture.ok) return { kind: 'failed', content, failure: picture.failure };
      const { thumbnail } = picture;
      if (thumbnailFile !== null && thumbnail !== null && (await writeThumbnail(thumbnailFile, thumbnail))) {
        void port.send({ kind: 'thumbnail', id, bytes: thumbnail.length });
      }
      return { kind: 'decoded', id, content, picture };
    } finally {
      leaveMemory();
      leaveDecoder();
    }
  }

  /** Enters when there is room. While a picture waits for it, it is at no step. */
  async function enter(gate: Gate, bytes: number, id: number, step: 'reading' | 'decoding'): Promise<() => void> {
    let goOn = (): Promise<void> => Promise.resolve();
    const leave = await gate.enter(bytes, () => {
      void port.send({ kind: 'waiting', id });
      goOn = () => port.send({ kind: step, id });
    });
    await goOn();
    return leave;
  }

  return {
    prepare: async (id, path) => {
      let leave: () => void = () => undefined;
      const prepared = await readAndDecode(id, path, async (size) => {
        leave = await enter(holding, size, id, 'reading');
      });
      // Only now is the file out of memory.
      leave();
      if (prepared.kind === 'decoded') {
        void port.send({ kind: 'waiting', id });
        compute(prepared);
      } else {
        void port.send({ kind: 'done', id, outcome: prepared });
      }
    },
    answer: (id, decision) => {
      const resolve = answers.get(id);
      if (resolve === undefined) throw new Error(`an answer to no question, about picture ${id}`);
      answers.delete(id);
      resolve(decision);
    },
  };
}
