import { Worker } from 'node:worker_threads';
import type { ToWorker } from './protocol.ts';
import type { WorkerPort } from './run-worker.ts';

/**
 * The channel that `child_process.fork` opened. The process ends itself when its parent is gone: by the closed channel,
 * and by a watchdog thread for the moments in which a session or a decoder keeps this thread from hearing of it.
 */
export function openParentPort(): WorkerPort {
  if (process.send === undefined) throw new Error('a worker is started by Classifold, which opens a channel to it');
  process.on('disconnect', () => {
    process.exit();
  });
  // A terminal's Ctrl-C reaches every process of the group; whether this one ends is for the parent to say.
  process.on('SIGINT', () => undefined);
  startWatchdog();
  return {
    send: (message) =>
      new Promise((resolve) => {
        // An error means that the parent is gone, and with it whoever waits for this message.
        process.send?.(message, undefined, undefined, () => {
          resolve();
        });
      }),
    onMessage: (listener) => {
      process.on('message', (message) => {
        listener(message as ToWorker);
      });
    },
    end: () => {
      process.disconnect();
    },
  };
}

const WATCH_EVERY_MS = 200;

// A thread of its own, in plain JavaScript: it loads nothing, so that no native runtime is ever in two threads. An
// orphan gets another parent (on Windows it keeps the number, and only the closed channel tells).
const WATCHDOG = `
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  }, ${WATCH_EVERY_MS});
`;

function startWatchdog(): void {
  new Worker(WATCHDOG, { eval: true }).unref();
}
