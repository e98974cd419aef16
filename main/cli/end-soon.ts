import { EXIT } from './exit-status.ts';

/** As long as a pool gives its workers to end, and a little. */
const WITHIN_MS = 4000;

/**
 * Ends the program, unless it ends by itself before: a person has asked twice, and what it waits for (a disk, a process)
 * may never answer. Its processes end with it; the catalog is as after any kill.
 */
export function endSoon(): void {
  setTimeout(() => process.exit(EXIT.interrupted), WITHIN_MS).unref();
}
