// Plain JavaScript for Node 20: what limits the memory of a process in tests, and what of it a machine lacks. test/run.js asks, too.
import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import path from 'node:path';

/** A program of util-linux: starts another with less memory. */
export const PRLIMIT = '/usr/bin/prlimit';

/** Where it is not, the tests that start it are left out. */
export const hasPrlimit = existsSync(PRLIMIT);

// Version 1 is there where its folder is; version 2 lets the root alone make groups with processes in them.
const VERSIONS = /** @type {const} */ ([
  {
    ...{ folder: '/sys/fs/cgroup/memory', limit: 'memory.limit_in_bytes' },
    ...{ events: 'memory.oom_control', peak: 'memory.max_usage_in_bytes' },
  },
  { folder: '/sys/fs/cgroup', limit: 'memory.max', events: 'memory.events', peak: 'memory.peak' },
]);

/**
 * Makes an empty control group of Linux that may limit memory: its folder and the names of its files. Null where this system, or
 * this user, has none to make.
 * @param {string} name
 */
export function makeMemoryGroup(name) {
  for (const { folder, ...files } of VERSIONS) {
    const group = path.join(folder, name);
    try {
      mkdirSync(group);
    } catch {
      continue;
    }
    if (existsSync(path.join(group, files.limit))) return { folder: group, ...files };
    rmdirSync(group);
  }
  return null;
}

/** What this machine has to limit memory with; `cgroup` null: it was not asked. */
export function memoryLimitsHere({ full = false }) {
  if (!full) return { prlimit: hasPrlimit, cgroup: null };
  const group = makeMemoryGroup(`classifold-test-${process.pid}-probe`);
  if (group !== null) rmdirSync(group.folder);
  return { prlimit: hasPrlimit, cgroup: group !== null };
}

/**
 * Says which tests are left out for want of them. Every Linux can have prlimit; whether a control group can be made is up to who
 * started the container, or to being root.
 * @param {ReturnType<typeof memoryLimitsHere>} here @param {{ platform: string, isCi: boolean }} machine
 */
export function leftOutWithoutLimits({ prlimit, cgroup }, { platform, isCi }) {
  const lines = [];
  if (!prlimit) {
    lines.push(
      platform === 'linux'
        ? `Left out: the tests of running out of memory under prlimit; ${PRLIMIT} is missing (package util-linux).`
        : 'Left out: the tests of running out of memory under prlimit, a program of Linux.',
    );
  }
  if (cgroup === false) {
    lines.push(
      platform === 'linux'
        ? 'Left out: the tests of runs in a control group with little memory; none can be made here (by root, where /sys/fs/cgroup may be written).'
        : 'Left out: the tests of runs in a control group with little memory, a thing of Linux.',
    );
  }
  return { lines, failed: isCi && platform === 'linux' && !prlimit ? 1 : 0 };
}
