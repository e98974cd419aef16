import { execFile } from 'node:child_process';

/** The driver may have to wake the card first. */
const WITHIN_MS = 3_000;
const MEBIBYTE = 2 ** 20;

/**
 * Bytes of the first NVIDIA card's memory, by the program that its driver brings; null where that is not there, says something
 * else, or takes too long.
 */
export function nvidiaMemory(program = 'nvidia-smi', withinMs = WITHIN_MS): Promise<number | null> {
  return new Promise((resolve) => {
    const query = ['--query-gpu=memory.total', '--format=csv,noheader,nounits'];
    const asked = execFile(program, query, { windowsHide: true }, (error, stdout) => {
      clearTimeout(deadline);
      const mebibytes = Number(/^\d+(?=\r?\n)/.exec(stdout)?.[0] ?? 0);
      resolve(error === null && mebibytes > 0 ? mebibytes * MEBIBYTE : null);
    });
    // One that hangs in the driver may not even be killed: nobody waits for its end.
    const deadline = setTimeout(() => {
      asked.kill('SIGKILL');
      asked.unref();
      resolve(null);
    }, withinMs);
  });
}
