import { readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeMemoryGroup } from '../memory-limits.js';

/** A control group of Linux with so much memory for all processes in it. */
export interface MemoryCgroup {
  /** Runs a program in it, as the arguments of `sh`. */
  readonly enter: readonly string[];
  /** Processes that were killed in it for want of memory. */
  oomKills(): number;
  /** Most bytes that its processes have had together, files that the system keeps for them included. */
  peakBytes(): number;
  /** All of its processes have to be gone. */
  remove(): void;
}

let opened = 0;

/** Null where this system, or this user, has none to make; test/run.js says so. */
export function openMemoryCgroup(bytes: number): MemoryCgroup | null {
  opened += 1;
  const group = makeMemoryGroup(`classifold-test-${process.pid}-${opened}`);
  if (group === null) return null;
  const { folder, limit, events, peak } = group;
  writeFileSync(path.join(folder, limit), String(bytes));
  return {
    enter: ['-c', `echo $$ > ${path.join(folder, 'cgroup.procs')} && exec "$@"`, 'sh'],
    oomKills: () => Number(/^oom_kill (\d+)$/m.exec(readFileSync(path.join(folder, events), 'utf8'))?.[1]),
    peakBytes: () => Number(readFileSync(path.join(folder, peak), 'utf8')),
    remove: () => {
      rmdirSync(folder);
    },
  };
}
