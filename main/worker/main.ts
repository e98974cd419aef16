import { openParentPort } from './parent-port.ts';
import { runWorker } from './run-worker.ts';
import { workerParts } from './worker-parts.ts';

runWorker(workerParts, openParentPort());
