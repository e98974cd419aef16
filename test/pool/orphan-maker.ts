// A host that a test kills: starts a worker, gives it the picture that is named, and says its process id when the worker
// has come as far as is asked: `started`, `ready` or `decoding`.
import { forkProgram } from '../../main/cli/fork-program.ts';
import type { WorkerProcess, WorkerStart } from '../../main/worker/protocol.ts';

const [script = '', start = '', picture = '', moment] = process.argv.slice(2);
const worker = forkProgram(script, { ioThreads: 4, givesWay: true }) as WorkerProcess;

function reach(reached: string): void {
  if (reached === moment) process.stdout.write(`${worker.pid ?? 0}\n`);
}

worker.onMessage((message) => {
  reach(message.kind);
  if (message.kind === 'ready') worker.send({ kind: 'picture', id: 1, path: picture });
  if (message.kind === 'content') worker.send({ kind: 'answer', id: 1, decision: 'classify', thumbnail: null });
});
worker.send(JSON.parse(start) as WorkerStart);
reach('started');
