import os from 'node:os';
import { isUtilityProcess } from './utility-port.ts';

/**
 * Beside a window the rest of the machine comes first: that a person waits for a page is worse than that a run does. To be
 * called before anything else: threads, which begin later, take it over from the first one.
 */
export function giveWayToWindow(): void {
  if (isUtilityProcess()) os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);
}
