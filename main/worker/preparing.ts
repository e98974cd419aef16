import type { FilePath } from '../../shared/file-path.ts';
import type { Preprocessing } from '../../shared/preprocessing.ts';
import type { ContentFacts, PictureOutcome } from '../../shared/run.ts';
import type { DecodedPicture } from '../picture/decode.ts';
import { pixelBudget } from '../picture/pixel-budget.ts';
import { createGate } from './gate.ts';
import type { WorkerStart } from './protocol.ts';
import type { WorkerParts, WorkerPort } from './ports.ts';

/** A picture that the session can have. */
export interface PreparedPicture {
  readonly kind: 'decoded';
  readonly id: number;
  readonly content: ContentFacts;
  readonly picture: DecodedPicture;
}

type Decision = 'classify' | 'release';

/** The first half of a worker: from paths to decoded pictures. */
export interface Preparing {
  /** Gives the decoded picture to the second half, or sends the outcome that it came to before. */
  prepare(id: number, path: FilePath): Promise<void>;
  /** The pool's answer to a picture's content. */
  answer(id: number, decision: Decision): void;
}

/** The share of the machine's memory that the files which all workers hold may fill, read and not yet decoded. */
const FILES_MEMORY_SHARE = 1 / 8;

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
  const maxPixels = pixelBudget(memoryBytes, allDecoders);

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
    if ((await answered) === 'release') return { kind: 'released', content };
    const leave = await decoding.enter(1);
    try {
      // A crash may follow at once: the announcement has to be out before.
      await port.send({ kind: 'decoding', id });
      const picture = await parts.decodePicture(file.bytes, { preprocessing, maxPixels }, path);
      return picture.ok
        ? { kind: 'decoded', id, content, picture }
        : { kind: 'failed', content, failure: picture.failure };
    } finally {
      leave();
    }
  }

  return {
    prepare: async (id, path) => {
      const sayWaiting = (): void => void port.send({ kind: 'waiting', id });
      let leave: () => void = () => undefined;
      const prepared = await readAndDecode(id, path, async (size) => {
        let sayReadingAgain: () => void = () => undefined;
        leave = await holding.enter(size, () => {
          sayWaiting();
          sayReadingAgain = () => void port.send({ kind: 'reading', id });
        });
        sayReadingAgain();
      });
      // Only now is the file out of memory.
      leave();
      if (prepared.kind === 'decoded') {
        sayWaiting();
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
