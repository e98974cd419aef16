import type { FinishedRunView } from './contract/events.ts';

/** `in-part`: it came to its end, and not all of what was asked for was there to be done. */
export type RunEnding = 'whole' | 'in-part' | 'stopped';

/** How a run ended, for whoever says so. A folder that went away in the middle stops nothing else, and leaves its rest. */
export function endingOf({ stopped, left, offline }: Pick<FinishedRunView, 'stopped' | 'left' | 'offline'>): RunEnding {
  if (stopped !== null) return 'stopped';
  return left > 0 || offline.length > 0 ? 'in-part' : 'whole';
}
