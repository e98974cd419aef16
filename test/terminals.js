// Plain JavaScript for Node 20: what gives a program a terminal in tests, and what is said where a machine has none. test/run.js asks, too.
import { spawnSync } from 'node:child_process';

// Node opens no terminals; Python does.
const PYTHON = 'python3';

/**
 * Starts the program behind it in a terminal of its own and ends as it ends. What the terminal shows is its standard output; what comes by
 * its standard input are keys, and where that ends, the terminal is closed.
 */
export const TERMINAL = [
  PYTHON,
  '-c',
  `
import os, pty, select, sys
program, terminal = pty.fork()
if program == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
isOpen = True
while isOpen:
    for ready in select.select([terminal, 0], [], [])[0]:
        try:
            text = os.read(ready, 65536)
        except OSError:
            text = b''
        if text == b'':
            isOpen = False
        else:
            os.write(1 if ready == terminal else terminal, text)
os.close(terminal)
ended = os.waitpid(program, 0)[1]
sys.exit(os.WEXITSTATUS(ended) if os.WIFEXITED(ended) else 128 + os.WTERMSIG(ended))
`,
];

/** Where there is none, the tests that need one are left out. */
export function hasTerminals() {
  return spawnSync(PYTHON, ['-c', 'import pty']).status === 0;
}

/**
 * Says which tests are left out for want of a terminal.
 * @param {boolean} has @param {{ platform: string, isCi: boolean }} machine
 */
export function leftOutWithoutTerminals(has, { platform, isCi }) {
  if (has) return { lines: [], failed: 0 };
  const why = platform === 'win32' ? `a thing of POSIX` : `${PYTHON} is missing, which opens them`;
  return {
    lines: [`Left out: the tests of the command line in a terminal that is closed, or that keys come from; ${why}.`],
    failed: isCi && platform === 'linux' ? 1 : 0,
  };
}
