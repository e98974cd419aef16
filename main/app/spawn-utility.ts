import { constants } from 'node:os';
import path from 'node:path';
import { app, utilityProcess } from 'electron';
import { childEnvironment, lastWords } from '../process/child-process.ts';
import type { ProcessEnd, Spawn } from '../process/started-process.ts';
import type { FromUtility, ToUtility } from '../process/utility-envelope.ts';

// Electron tells of one end in three places, in any order: the exit, how it came about, and the last of stderr.
const LAST_WORDS_WITHIN_MS = 100;
const NAME = 'Classifold ';

let started = 0;
/** How processes came to their end, by service name, until somebody has asked. */
const ends = new Map<string, Electron.Details>();
app.on('child-process-gone', (_event, details) => {
  if (details.name?.startsWith(NAME) === true) ends.set(details.name, details);
});

/** Starts processes for the desktop application. */
export const spawnUtility: Spawn = (script, options) => {
  started += 1;
  const serviceName = `${NAME}${path.basename(script, '.cjs')} ${started}`;
  const child = utilityProcess.fork(script, [String(process.pid)], {
    serviceName,
    stdio: ['ignore', 'ignore', 'pipe'],
    execArgv: ['--enable-source-maps'],
    env: childEnvironment(options),
  });
  let stderr = '';
  let isKilled = false;
  let isOver = false;
  let received = 0;
  let isReceiptDue = false;

  const post = (message: ToUtility): void => {
    if (!isOver) child.postMessage(message);
  };
  const sayReceived = (): void => {
    isReceiptDue = false;
    post({ kind: 'received', sequence: received });
  };
  const killNow = (): void => {
    // `child.kill` asks by SIGTERM, which these processes leave to their host.
    if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
  };
  child.stderr?.on('data', (data: Buffer) => {
    stderr = lastWords(stderr, data.toString());
  });
  child.on('spawn', () => {
    if (isKilled) killNow();
  });
  child.on('exit', () => {
    isOver = true;
  });

  return {
    get pid() {
      return child.pid;
    },
    send: (message) => {
      post({ kind: 'message', message });
    },
    onMessage: (listener) => {
      child.on('message', ({ sequence, message }: FromUtility) => {
        received = sequence;
        // One receipt for all that is there to be read.
        if (!isReceiptDue) setImmediate(sayReceived);
        isReceiptDue = true;
        listener(message);
      });
    },
    onExit: (listener) => {
      child.on('exit', (code) => {
        setTimeout(() => {
          listener({ ...howItEnded(code, ends.get(serviceName) ?? null), stderr });
          ends.delete(serviceName);
        }, LAST_WORDS_WITHIN_MS);
      });
    },
    kill: () => {
      isKilled = true;
      if (!isOver) killNow();
    },
  };
};

/**
 * The exit code, or the signal. `code` alone does not tell them apart, and is 0 where the closing of the channel was
 * noticed first.
 */
function howItEnded(code: number, gone: Electron.Details | null): Omit<ProcessEnd, 'stderr'> {
  if (gone === null || (gone.reason !== 'killed' && gone.reason !== 'crashed')) return { code, signal: null };
  const number: number = gone.exitCode;
  const signal = process.platform === 'win32' ? undefined : signalNames.get(number);
  return signal === undefined ? { code: number, signal: null } : { code: null, signal };
}

const signalNames = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));
