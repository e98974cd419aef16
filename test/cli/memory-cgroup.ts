import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

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

interface Version {
  readonly folder: string;
  readonly limit: string;
  readonly events: string;
  readonly peak: string;
}

// Version 1 is there where its folder is; version 2 lets the root alone make groups with processes in them.
const VERSIONS: readonly Version[] = [
  {
    ...{ folder: '/sys/fs/cgroup/memory', limit: 'memory.limit_in_bytes' },
    ...{ events: 'memory.oom_control', peak: 'memory.max_usage_in_bytes' },
  },
  { folder: '/sys/fs/cgroup', limit: 'memory.max', events: 'memory.events', peak: 'memory.peak' },
];

let opened = 0;

/** Null where this system, or this user, has none to make. */
export function openMemoryCgroup(bytes: number): MemoryCgroup | null {
  opened += 1;
  for (const { folder, limit, events, peak } of VERSIONS) {
    const group = path.join(folder, `classifold-test-${process.pid}-${opened}`);
    try {
      mkdirSync(group);
    } catch {
      continue;
    }
    if (!existsSync(path.join(group, limit))) {
      rmdirSync(group);
      continue;
    }
    writeFileSync(path.join(group, limit), String(bytes));
    return {
      enter: ['-c', `echo $$ > ${path.join(group, 'cgroup.procs')} && exec "$@"`, 'sh'],
      oomKills: () => Number(/^oom_kill (\d+)$/m.exec(readFileSync(path.join(group, events), 'utf8'))?.[1]),
      peakBytes: () => Number(readFileSync(path.join(group, peak), 'utf8')),
      remove: () => {
        rmdirSync(group);
      },
    };
  }
  return null;
}
