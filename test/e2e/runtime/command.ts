import { spawn } from 'node:child_process';

/** How a program ended: `reason` is a sentence for a person where it failed. */
export type CommandEnd =
  { readonly ok: true; readonly output: string } | { readonly ok: false; readonly reason: string };

/** Runs a program to its end, without a shell; what it writes is kept, not shown. A failure is a value. */
export async function runCommand(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<CommandEnd> {
  return await new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.once('error', (error) => {
      resolve({ ok: false, reason: `${program}: ${error.message}` });
    });
    child.once('close', (status, signal) => {
      if (status === 0) {
        resolve({ ok: true, output });
        return;
      }
      const lastLine = errors.trim().split('\n').at(-1) ?? '';
      resolve({ ok: false, reason: `${program} ended with ${String(status ?? signal)}: ${lastLine}` });
    });
  });
}
