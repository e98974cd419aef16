import { constants, setPriority } from 'node:os';
import path from 'node:path';
import { app, utilityProcess } from 'electron';
import { childEnvironment, lastWords } from '../process/child-process.ts';
import { openMessageInlet } from '../process/message-inlet.ts';
import { openMessageOutlet } from '../process/message-outlet.ts';
import type { ProcessEnd, Spawn } from '../process/started-process.ts';

// Electron tells of one end in three places, in any order: the exit, how it came about, and the last of stderr.
const LAST_WORDS_WITHIN_MS = 100;
const NAME = 'Classifold ';

let started = 0;
/** How processes came to their end, by service name, until somebody has asked. */
const ends = new Map<string, Electron.Details>();
app.on('child-process-gone', (_event, details) => {
  if (details.name?.startsWith(NAME) === true) ends.set(details.name, details);
});

/** How to kill each process that is running. */
const running = new Set<() => void>();

/** Kills every process that is still running: one that stands still would hold the catalog for ever. */
export function killPrograms(): void {
  for (const kill of running) kill();
}

/** Starts processes for the desktop application. */
export const spawnUtility: Spawn = (script, options) => {
  started += 1;
  const serviceName = `${NAME}${path.basename(script, '.cjs')} ${started}`;
  let stderr = '';
  const onSocketError = ({ message }: Error): void => {
    stderr = lastWords(stderr, message);
  };
  const inlet = openMessageInlet(onSocketError);
  const outlet = openMessageOutlet(onSocketError);
  const child = utilityProcess.fork(script, [String(process.pid), inlet.address, outlet.address], {
    serviceName,
    stdio: ['ignore', 'ignore', 'pipe'],
    execArgv: ['--enable-source-maps'],
    env: childEnvironment(options),
  });
  let isKilled = false;
  let isOver = false;

  const killNow = (): void => {
    if (child.pid === undefined) return;
    try {
      // `child.kill` asks by SIGTERM, which these processes leave to their host.
      process.kill(child.pid, 'SIGKILL');
    } catch (error) {
      // It is gone, and its exit not yet told.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  };
  // As soon as it is there: a thread has the priority of the one that starts it, and starting is work already.
  const giveWay = (): void => {
    if (child.pid === undefined) return;
    try {
      setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // It is gone already, or may not give way: it computes all the same.
    }
  };
  child.stderr?.on('data', (data: Buffer) => {
    stderr = lastWords(stderr, data.toString());
  });
  child.on('spawn', () => {
    if (isKilled) killNow();
    else if (options.givesWay) giveWay();
  });
  running.add(killNow);
  child.on('exit', () => {
    running.delete(killNow);
    isOver = true;
    outlet.close();
  });

  return {
    get pid() {
      return child.pid;
    },
    send: (message) => {
      outlet.send(message);
    },
    onMessage: (listener) => {
      inlet.onMessage(listener);
    },
    onExit: (listener) => {
      child.on('exit', (code) => {
        const otherWords = new Promise((resolve) => setTimeout(resolve, LAST_WORDS_WITHIN_MS));
        void Promise.all([inlet.drain(), otherWords]).then(() => {
          listener({ ...howItEnded(code, ends.get(serviceName) ?? null), stderr });
          ends.delete(serviceName);
        });
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

// Some numbers have two names: the first one is the usual (SIGABRT, and then SIGIOT).
const signalNames = new Map(
  Object.entries(constants.signals)
    .reverse()
    .map(([name, number]) => [number, name]),
);
