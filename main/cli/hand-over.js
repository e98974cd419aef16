// Plain JavaScript for Node 20: how a launcher hands over to the program that it was started for.
import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';

/**
 * Starts a program and ends as it ends.
 * @param {string} program @param {readonly string[]} args @param {{ cwd: string, shell?: boolean, env?: NodeJS.ProcessEnv }} options
 */
export function handOver(program, args, options) {
  const child = spawn(program, args, { stdio: 'inherit', ...options });
  // A terminal's Ctrl-C reaches the program too, which knows how to finish; this process only waits for it.
  process.on('SIGINT', () => undefined);
  // These may be sent to this process alone. Where they were not, the program hears them twice, and knows.
  let isHungUp = false;
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => {
    isHungUp = true;
    child.kill('SIGHUP');
  });
  child.on('error', (error) => {
    console.error(`classifold: ${program} could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
    // As it ends, Node 20 restores the terminal, and aborts where that is gone; not where it was closed here.
    if (isHungUp) for (const descriptor of [0, 1, 2]) closeSync(descriptor);
  });
}
