// A host that a test kills: starts a worker, gives it the picture that is named, says when the worker has it.
import { spawnWorker } from '../../main/cli/spawn-worker.ts';
import type { WorkerStart } from '../../main/worker/protocol.ts';

const [script, start, picture] = process.argv.slice(2);
const worker = spawnWorker(script ?? '', { decodeThreads: 4 });
worker.onMessage((message) => {
  if (message.kind === 'ready') worker.send({ kind: 'picture', id: 1, path: picture ?? '' });
  if (message.kind === 'content') worker.send({ kind: 'answer', id: 1, decision: 'classify' });
  if (message.kind === 'decoding') process.stdout.write(`${worker.pid ?? 0}\n`);
});
worker.send(JSON.parse(start ?? '') as WorkerStart);
