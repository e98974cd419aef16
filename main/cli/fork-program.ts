import { fork } from 'node:child_process';
import type { Spawn } from '../process/started-process.ts';

// The end of what a dying process says: enough for a stack, not for a flood.
const STDERR_KEPT = 4_000;

// What keeps memory flat in a long run (docs/performance.md): V8's young generation does not grow to 48 MB, and glibc
// keeps two arenas of freed memory instead of eight a core, most of which would lie idle. Other systems ignore this one.
const NODE_OPTIONS = ['--max-semi-space-size=4'];
const GLIBC = { MALLOC_ARENA_MAX: '2' };

/** Starts processes for a host that is a plain Node program. */
export const forkProgram: Spawn = (script, { ioThreads }) => {
  // Its parent's process id, told: a process that asks when it has started may already be somebody else's.
  const child = fork(script, [String(process.pid)], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: ['--enable-source-maps', ...NODE_OPTIONS],
    // Node's own pool runs the reads and decodes that go on while a session computes.
    env: {
      ...process.env,
      ...GLIBC,
      ...(ioThreads === null ? {} : { UV_THREADPOOL_SIZE: String(ioThreads) }),
    },
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_KEPT);
  });
  return {
    pid: child.pid,
    send: (message) => {
      // A process that is gone is heard of by its exit; the callback keeps the error from being thrown here.
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => {
      child.on('message', (message) => {
        listener(message);
      });
    },
    onExit: (listener) => {
      let isOver = false;
      const end = (code: number | null, signal: string | null): void => {
        if (isOver) return;
        isOver = true;
        listener({ code, signal, stderr });
      };
      // `close` comes after the last message and the last of stderr; a process that never started has only `error`.
      child.on('close', end);
      child.on('error', (error) => {
        stderr += error.message;
        if (child.pid === undefined) end(null, null);
      });
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
};
