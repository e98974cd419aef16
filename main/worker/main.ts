import os from 'node:os';
import { openParentPort } from '../process/parent-port.ts';
import { isUtilityProcess } from '../process/utility-port.ts';
import type { WorkerPort } from './ports.ts';
import { runWorker } from './run-worker.ts';
import { workerParts } from './worker-parts.ts';

// Beside a window the rest of the machine comes first: that a person waits for a page is worse than that a run does. Its
// threads, which begin later, take it over from this one.
if (isUtilityProcess()) os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);

runWorker(workerParts, openParentPort() as WorkerPort);
