import { applicationTexts as texts } from '../../shared/texts/application.ts';
import { endWithin } from './ending.ts';
import { log, logError } from './log.ts';
import { createStartAgain, type StartAgain } from './start-again.ts';

export interface ApplicationEndParts {
  /** False: the person goes on. */
  readonly mayEnd: () => Promise<boolean>;
  readonly saveAndClose: () => Promise<void>;
  /** The last of all; with the folders and files of a start that has to follow, null: none has. */
  readonly exit: (again: readonly string[] | null) => void;
}

export interface ApplicationEnd extends Pick<StartAgain, 'keep'> {
  /** Once at a time. */
  readonly end: () => Promise<void>;
  /** Also while a person is asked. */
  readonly isEnding: () => boolean;
}

// Runs and processes that do not answer have their own, shorter bounds.
const END_WITHIN_MS = 15_000;

/** How the application ends, and what becomes of a start that somebody makes meanwhile. */
export function createApplicationEnd({ mayEnd, saveAndClose, exit }: ApplicationEndParts): ApplicationEnd {
  const again = createStartAgain();
  let isEnding = false;

  async function end(): Promise<void> {
    if (isEnding) return;
    isEnding = true;
    try {
      if (!(await mayEnd())) {
        isEnding = false;
        return;
      }
      again.begin();
      if ((await endWithin(END_WITHIN_MS, saveAndClose)) === 'late') log(texts.endedLate(END_WITHIN_MS / 1000));
    } catch (error) {
      logError(error);
    }
    exit(again.kept());
  }

  return { end, isEnding: () => isEnding, keep: again.keep };
}
