import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/** A display without a screen, as long as its server is not stopped. */
export interface Display {
  /** As X names it, such as `:99`. */
  readonly name: string;
  readonly stop: () => void;
}

/** Starts an X server on a free number. */
export async function openDisplay(): Promise<Display> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  // It tells of every number that is taken: of interest only where it finds none.
  let said = '';
  (server.stdio[2] as Readable).setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  const number = await new Promise<string>((resolve, reject) => {
    // Written by the server once it accepts windows.
    (server.stdio[3] as Readable).setEncoding('utf8').once('data', (line: string) => {
      resolve(line.trim());
    });
    server.once('error', reject);
    server.once('exit', (status) => {
      reject(new Error(`Xvfb ended with ${String(status)} before it had a display. ${said}`));
    });
  });
  return {
    name: `:${number}`,
    stop: () => {
      server.kill();
    },
  };
}
