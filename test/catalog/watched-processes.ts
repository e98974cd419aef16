import { forkProgram } from '../../main/cli/fork-program.ts';
import type { ProcessEnd, Spawn, StartedProcess } from '../../main/process/started-process.ts';

/** Processes that a test has started, as the command line starts them. */
export interface WatchedProcesses {
  readonly spawn: Spawn;
  /** In the order in which they were started, those that are gone too. */
  readonly started: readonly StartedProcess[];
  /** Of each of them. */
  readonly ends: readonly Promise<ProcessEnd>[];
  /** Resolves when none is left. */
  killAll(): Promise<void>;
}

export function watchProcesses(): WatchedProcesses {
  const started: StartedProcess[] = [];
  const ends: Promise<ProcessEnd>[] = [];
  return {
    started,
    ends,
    spawn: (script, options) => {
      const process = forkProgram(script, options);
      started.push(process);
      ends.push(
        new Promise((resolve) => {
          process.onExit(resolve);
        }),
      );
      return process;
    },
    killAll: async () => {
      for (const process of started) process.kill();
      await Promise.all(ends);
    },
  };
}
