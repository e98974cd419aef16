/** What the shell hears: documented under `--help`, tested, never changed. */
export const EXIT = {
  done: 0,
  couldNotRun: 1,
  wrongUsage: 2,
  doneWithFailures: 3,
  interrupted: 130,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];
