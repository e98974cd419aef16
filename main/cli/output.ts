import { bytesOfPath, displayPath, type FilePath } from '../../shared/file-path.ts';

/** Where a command writes: results to one stream, everything said to a person to the other. */
export interface Output {
  /** A person is looking at the results: tables and a progress bar instead of plain lines. */
  readonly isTerminal: boolean;
  /** One line of results, on standard output. */
  line(text: string): void;
  /** One object of results as one line of JSON, on standard output. */
  json(value: unknown): void;
  /** One line for the person, on standard error. */
  say(text: string): void;
  /** Resolves when standard output takes more: who writes many lines waits for a slow reader. */
  drained(): Promise<void>;
}

export function createOutput(stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream): Output {
  let isFull = false;
  const write = (text: string): void => {
    isFull = !stdout.write(`${text}\n`);
  };
  return {
    isTerminal: stdout.isTTY,
    line: write,
    json: (value) => {
      write(JSON.stringify(value));
    },
    say: (text) => {
      stderr.write(`${text}\n`);
    },
    drained: () =>
      isFull
        ? new Promise((resolve) => {
            stdout.once('drain', () => {
              isFull = false;
              resolve();
            });
          })
        : Promise.resolve(),
  };
}

/** `path` for a person; beside it the bytes in base64 where they are not UTF-8 and `path` cannot name the file. */
export function jsonPath(path: FilePath): { readonly path: string; readonly pathBytes?: string } {
  if (typeof path === 'string') return { path };
  return { path: displayPath(path), pathBytes: Buffer.from(bytesOfPath(path)).toString('base64') };
}

/** One line even where the path has a newline in it: plain output stays a line a picture. */
export function linePath(path: FilePath): string {
  return displayPath(path).replaceAll(/[\n\r\t]/g, (character) => JSON.stringify(character).slice(1, -1));
}

/** Control characters in a file name must not drive a person's terminal. */
export function terminalPath(path: FilePath): string {
  return linePath(path).replaceAll(/\p{Cc}/gu, '\u{fffd}');
}
