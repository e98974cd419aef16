// How processes of the application's own ended, and what that means for a run.

const MEMORY_AT_THE_END = 'Memory ran out with one worker and one picture at a time.';
const WAYS_OUT =
  'Close other programs, or choose a smaller model; pictures that were not classified are tried in the next run.';

export const processEndTexts = {
  notStarted: 'it could not be started',
  exitCode: (code: number) => `exit code ${code}`,
  /** @param said the end of what it said on standard error; empty where it said nothing */
  withWords: (cause: string, said: string) => (said === '' ? `${cause}.` : `${cause}. It said:\n${said}`),
  notLoadedWithin: (seconds: number) => `the model was not loaded within ${seconds} s`,
  noEndWithin: (seconds: number) => `no end within ${seconds} s`,
  stopped: 'it was stopped',
} as const;

/** Why a run stopped, or goes on otherwise. `how`: as `withWords` tells it. */
export const runStopTexts = {
  stopped: 'The run was stopped.',
  workerEnded: (pid: number | undefined, during: string, how: string) =>
    `Worker ${pid ?? '?'} ended while ${during}: ${how}`,
  loadDeaths: (deaths: number, how: string) =>
    `${deaths} worker processes in a row ended before they had loaded the model: ${how}`,
  blamelessDeaths: (deaths: number, how: string) =>
    `${deaths} worker processes in a row ended, no picture to blame and none classified in between: ${how}`,
  convictions: (pictures: number, how: string) =>
    `${pictures} pictures in a row ended their worker processes, none classified in between, which is no longer their fault: ${how}`,
  memoryAtTheEnd: (how: string) => `${MEMORY_AT_THE_END} ${WAYS_OUT} ${how}`,
  memoryAlone: (pictures: number) =>
    `Memory ran out for ${pictures} pictures in a row, each of them alone. ${WAYS_OUT}`,
  /** Why it goes on with less: clauses. */
  decodedOnlyAlone: 'a picture could be decoded only alone',
  notDecoded: 'a picture could not be decoded',
} as const;
