/** Whether it was the file system that said so: the disk, a right, a name. Anything else that is thrown is a bug. */
export function isFileFault(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
