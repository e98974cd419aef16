// Plain JavaScript for Node 20: how a launcher hands over to the program that it was started for.
import { spawn } from 'node:child_process';

/**
 * Starts a program and ends as it ends.
 * @param {string} program @param {readonly string[]} args @param {{ cwd: string, shell?: boolean, env?: NodeJS.ProcessEnv }} options
 */
export function handOver(program, args, options) {
  const child = spawn(program, args, { stdio: 'inherit', ...options });
  // A terminal's Ctrl-C reaches the program too, which knows how to finish; this process only waits for it.
  process.on('SIGINT', () => undefined);
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`classifold: ${program} could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}
