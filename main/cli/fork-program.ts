import { fork } from 'node:child_process';
import { childEnvironment, lastWords } from '../process/child-process.ts';
import type { Spawn } from '../process/started-process.ts';

// Keeps memory flat in a long run: V8's young generation does not grow to 48 MB (docs/performance.md).
const NODE_OPTIONS = ['--max-semi-space-size=4'];

/** Starts processes for a host that is a plain Node program. */
export const forkProgram: Spawn = (script, options) => {
  // Its parent's process id, told: a process that asks when it has started may already be somebody else's.
  const child = fork(script, [String(process.pid)], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: ['--enable-source-maps', ...NODE_OPTIONS],
    env: childEnvironment(options),
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = lastWords(stderr, text);
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
