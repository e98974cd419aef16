import { writeFileSync } from 'node:fs';
import { openParentPort } from '../process/parent-port.ts';
import type { WorkerPort } from './ports.ts';
import { runWorker } from './run-worker.ts';
import { workerParts } from './worker-parts.ts';

// Of 1000; Chromium's pages have 300.
const OOM_SCORE = '400';

offerToDieFirst();
runWorker(workerParts, openParentPort() as WorkerPort);

/**
 * Where memory runs out, Linux chooses whom it kills: rather a worker, whose pictures others try again, than the program, the
 * catalog's processes or a person's other programs. Everybody may raise this number of their own.
 */
function offerToDieFirst(): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync('/proc/self/oom_score_adj', OOM_SCORE);
  } catch {
    // It is higher already, or a sandbox hides the file.
  }
}
