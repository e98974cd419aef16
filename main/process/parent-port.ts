import { Worker } from 'node:worker_threads';
import type { ParentPort } from './started-process.ts';
import { isUtilityProcess, openUtilityPort } from './utility-port.ts';

/**
 * The channel that `child_process.fork` opened, or the sockets of an application. The parent's process id is the first
 * argument; in a utility process two more say where the parent hears it and speaks to it. The process ends itself when
 * its parent is gone: by the closed channel, and by a watchdog thread for the moments in which a session or a decoder
 * keeps this thread from hearing of it.
 */
export function openParentPort(): ParentPort {
  const parent = Number(process.argv[2]);
  const isUtility = isUtilityProcess();
  if ((process.send === undefined && !isUtility) || !Number.isInteger(parent)) {
    throw new Error('this program is started by Classifold, which opens a channel to it and says its own process id');
  }
  // A terminal's Ctrl-C, its closing and a shutdown reach every process of the group; whether this one ends is for the
  // parent to say, which may want to finish what is in flight.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  startWatchdog(parent);
  const [inlet = '', outlet = ''] = process.argv.slice(3);
  return isUtility ? openUtilityPort({ inlet, outlet }) : openForkPort();
}

function openForkPort(): ParentPort {
  process.on('disconnect', () => {
    process.exit();
  });
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
        listener(message);
      });
    },
    end: () => {
      process.disconnect();
    },
  };
}

const WATCH_EVERY_MS = 200;

// A thread of its own, in plain JavaScript: it loads nothing, so that no native runtime is ever in two threads. An
// orphan gets another parent; on Windows it keeps the number, and nobody answers to it.
const WATCHDOG = `
  const parent = require('node:worker_threads').workerData;
  const isGone = () => {
    if (process.ppid !== parent) return true;
    try {
      process.kill(parent, 0);
      return false;
    } catch (error) {
      return error.code === 'ESRCH';
    }
  };
  setInterval(() => {
    if (isGone()) process.kill(process.pid, 'SIGKILL');
  }, ${WATCH_EVERY_MS});
`;

function startWatchdog(parent: number): void {
  new Worker(WATCHDOG, { eval: true, workerData: parent }).unref();
}
