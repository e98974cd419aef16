/** How the last steps of an application came out. */
export type Ending = 'done' | 'late';

/**
 * Waits for the last steps, but no longer than a person would: what does not answer by then is left to itself, since
 * nothing is lost by the end of the program at any moment. Rejects with what the steps reject with, where that is in time.
 */
export function endWithin(milliseconds: number, steps: () => Promise<void>): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds, 'late');
    steps()
      .then(() => {
        resolve('done');
      }, reject)
      .finally(() => {
        clearTimeout(timer);
      });
  });
}
