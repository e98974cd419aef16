import type { FilePath } from '../../shared/file-path.ts';
import type { ContentFacts, PictureOutcome } from '../../shared/run.ts';

export interface PoolTask {
  /** Unique among the tasks in flight. */
  readonly id: number;
  /** Absolute. */
  readonly path: FilePath;
  /**
   * Set where the picture runs in a worker that has nothing else. `onHanded` is called, and awaited, each time before a
   * worker is given the picture.
   */
  readonly alone: { readonly onHanded: () => Promise<void> } | null;
}

export type PoolOutcome = PictureOutcome | { readonly kind: 'stopped'; readonly reason: string };

/** Whether a picture is to be decoded, now that its content is known. */
export type Settle = (content: ContentFacts) => Promise<'classify' | 'release'>;

/** Deaths that one picture met. */
export interface Charges {
  /** Alone in a fresh worker, so that nothing else can have caused it: the worker broke, or passed a deadline. */
  own: number;
  /** Alone in a fresh worker: a signal from outside ended it. */
  outside: number;
  /** Among others, while this one was being read. */
  whileRead: number;
  /** With nothing else anywhere, in a fresh worker: memory ran out. */
  memory: number;
}

/** One picture in the pool's hands until it has an outcome: through as many workers as that takes. */
export interface Case extends PoolTask {
  /** What is held against it. */
  readonly charges: Charges;
  /**
   * The caller's answer to the content; asked one at a time, though a worker may die while the caller thinks. Where the
   * caller fails, the case ends with that error, and the answer is `release`.
   */
  readonly settle: Settle;
  /** Calls `alone.onHanded`. Where the caller fails, the case ends with that error. */
  sayHanded(): Promise<void>;
  /** What was last read of the file; null where it was never read to its end. */
  content(): ContentFacts | null;
  isOpen(): boolean;
  /** Gives it its outcome; only the first counts. */
  conclude(outcome: PoolOutcome): void;
  /** Rejects only with an error of `settle` or `onHanded`. */
  readonly outcome: Promise<PoolOutcome>;
}

export function openCase(task: PoolTask, settle: Settle): Case {
  let content: ContentFacts | null = null;
  let isOpen = true;
  let settling: Promise<unknown> = Promise.resolve();
  let resolve: (outcome: PoolOutcome) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const outcome = new Promise<PoolOutcome>((onOutcome, onError) => {
    resolve = onOutcome;
    reject = onError;
  });
  const abandon = (error: unknown): void => {
    isOpen = false;
    reject(error);
  };
  const ask = async (facts: ContentFacts): ReturnType<Settle> => {
    content = facts;
    try {
      return await settle(facts);
    } catch (error) {
      abandon(error);
      return 'release';
    }
  };
  return {
    ...task,
    charges: { own: 0, outside: 0, whileRead: 0, memory: 0 },
    settle: (facts) => {
      const answer = settling.then(() => ask(facts));
      settling = answer;
      return answer;
    },
    sayHanded: async () => {
      try {
        await task.alone?.onHanded();
      } catch (error) {
        abandon(error);
      }
    },
    content: () => content,
    isOpen: () => isOpen,
    conclude: (result) => {
      isOpen = false;
      resolve(result);
    },
    outcome,
  };
}
