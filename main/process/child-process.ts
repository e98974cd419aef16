import type { SpawnOptions } from './started-process.ts';

// What every host gives the processes that it starts, and keeps of them.

// glibc keeps two arenas of freed memory instead of eight a core, most of which would lie idle (docs/performance.md).
// Other systems ignore this.
const GLIBC = { MALLOC_ARENA_MAX: '2' };

/** The environment of a process: this one's, and threads for the reads and decodes that go on while a session computes. */
export function childEnvironment({ ioThreads }: SpawnOptions): NodeJS.ProcessEnv {
  return { ...process.env, ...GLIBC, ...(ioThreads === null ? {} : { UV_THREADPOOL_SIZE: String(ioThreads) }) };
}

/** The end of what a dying process says: enough for a stack, not for a flood. */
const LAST_WORDS = 4_000;

/** What a process has said on standard error, with more of it; of all that, the end. */
export function lastWords(said: string, more: string): string {
  return (said + more).slice(-LAST_WORDS);
}
