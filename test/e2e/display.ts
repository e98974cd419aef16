import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The X display that windows open on, such as `:99`. */
    readonly display: string;
  }
}

/** Vitest's global set-up of the end-to-end tests: one display without a screen for all of them, on a free number. */
export default async function startDisplay(project: TestProject): Promise<() => void> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    // Written by the server once it accepts windows.
    (server.stdio[3] as Readable).setEncoding('utf8').once('data', (line: string) => {
      resolve(line.trim());
    });
    server.once('error', reject);
    server.once('exit', (status) => {
      reject(new Error(`Xvfb ended with ${String(status)} before it had a display`));
    });
  });
  project.provide('display', `:${number}`);
  return () => {
    server.kill();
  };
}
