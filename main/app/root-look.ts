import { app } from 'electron';
import type { Library } from './library.ts';

export interface RootLookParts {
  /** Null while its catalog is being opened. */
  readonly library: () => Library | null;
  /** Something that the window shows has changed. */
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
}

/** A person goes to and fro between windows, and a folder of unreadable pictures asks once for each of them. */
const LEAST_PAUSE_MS = 3_000;

/**
 * Has the library look whether its folders are there: whenever the window gets the focus, and when the function that it
 * returns is called, since something could not be read. A run holds on to the roots that it found, and looks itself.
 */
export function lookAtRoots({ library, onChange, onError }: RootLookParts): () => void {
  let isLooking = false;
  let isWanted = false;

  async function look(): Promise<void> {
    const asked = library();
    const mayChange = (): boolean => library() === asked && asked?.runs.view() === null;
    if (asked === null) return;
    if (!mayChange()) {
      // When the run is over, then.
      isWanted = true;
      return;
    }
    const looked = await asked.core.lookAtRoots(mayChange);
    if (looked.ok && looked.value.changed > 0) onChange();
  }

  function lookSoon(): void {
    isWanted = true;
    if (isLooking) return;
    isLooking = true;
    isWanted = false;
    void look()
      .catch(onError)
      .then(() => {
        const timer = setTimeout(() => {
          isLooking = false;
          if (isWanted) lookSoon();
        }, LEAST_PAUSE_MS);
        timer.unref();
      });
  }

  app.on('browser-window-focus', lookSoon);
  return lookSoon;
}
