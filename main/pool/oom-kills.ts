import { readFileSync } from 'node:fs';

/**
 * How many processes Linux has killed because memory ran out: of this program's own cgroup, or, where that does not tell,
 * of the whole machine. Null on other systems, which do not say.
 */
export function countOomKills(): number | null {
  if (process.platform !== 'linux') return null;
  for (const file of [...filesOfOwnCgroup(), '/proc/vmstat']) {
    const count = /^oom_kill (\d+)$/m.exec(contentOf(file))?.[1];
    if (count !== undefined) return Number(count);
  }
  return null;
}

/** Those of version 2 and of version 1; in a container its own cgroup is the root of what it sees. */
function filesOfOwnCgroup(): readonly string[] {
  const own = contentOf('/proc/self/cgroup');
  const unified = /^0::(.*)$/m.exec(own)?.[1];
  const memory = /^\d+:(?:[^:]*,)?memory(?:,[^:]*)?:(.*)$/m.exec(own)?.[1];
  return [
    ...(memory === undefined ? [] : [memory, '/'].map((path) => `/sys/fs/cgroup/memory${path}/memory.oom_control`)),
    ...(unified === undefined ? [] : [unified, '/'].map((path) => `/sys/fs/cgroup${path}/memory.events`)),
  ];
}

/** Empty where it cannot be read. */
function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
