import type { Reply } from '../../shared/contract/answers.ts';
import { refusal } from './command-handlers.ts';

/** Work of which there is one at a time, and which can be stopped. */
export interface SingleTask {
  /** @param busy said, and nothing is done, while another is under way */
  begin<Value>(act: (signal: AbortSignal) => Promise<Reply<Value>>, busy: string): Promise<Reply<Value>>;
  readonly isRunning: () => boolean;
  /** It ends soon; who awaits it hears how. */
  readonly cancel: () => void;
  /** The same; resolves when nothing is under way any more. */
  readonly stop: () => Promise<void>;
}

export function createSingleTask(): SingleTask {
  let task: { readonly control: AbortController; readonly ended: Promise<unknown> } | null = null;
  return {
    begin: async (act, busy) => {
      if (task !== null) return refusal(busy);
      const control = new AbortController();
      const ended = act(control.signal);
      task = { control, ended };
      try {
        return await ended;
      } finally {
        task = null;
      }
    },
    isRunning: () => task !== null,
    cancel: () => {
      task?.control.abort();
    },
    stop: async () => {
      task?.control.abort();
      // Whoever asked for it hears how it failed, if it did.
      await task?.ended.catch(() => undefined);
    },
  };
}
