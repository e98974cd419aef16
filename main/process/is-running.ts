/** Whether there is a process of that number: what it left on its way to a place is not left behind. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // One of another account is there, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
