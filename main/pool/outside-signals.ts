// Signals that people and systems send. A process that breaks dies of others (SIGSEGV, SIGABRT, SIGBUS, SIGILL …).
const OUTSIDE: ReadonlySet<string> = new Set(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT']);

/** Whether a process that ended with this signal was ended from outside: it says nothing about what the process did. */
export function isFromOutside(signal: string | null): boolean {
  return signal !== null && OUTSIDE.has(signal);
}
