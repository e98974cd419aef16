import { openParentPort } from '../process/parent-port.ts';
import type { WorkerPort } from './ports.ts';
import { runWorker } from './run-worker.ts';
import { workerParts } from './worker-parts.ts';

runWorker(workerParts, openParentPort() as WorkerPort);
