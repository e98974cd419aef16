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

/** @param onReaderGone called where whoever read the results has closed them */
export function createOutput(stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream, onReaderGone: () => void): Output {
  let isFull = false;
  let isLost = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (!isNobodyThere(stdout, error)) throw error;
    isLost = true;
    if (error.code === PIPE_CLOSED) onReaderGone();
  });
  // What nobody hears may be said all the same: the results are what counts.
  stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (!isNobodyThere(stderr, error)) throw error;
  });
  const write = (text: string): void => {
    if (!isLost) isFull = !stdout.write(`${text}\n`);
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
      isFull && !isLost
        ? new Promise((resolve) => {
            const goOn = (): void => {
              stdout.off('drain', goOn).off('error', goOn);
              isFull = false;
              resolve();
            };
            stdout.on('drain', goOn).on('error', goOn);
          })
        : Promise.resolve(),
  };
}

const PIPE_CLOSED = 'EPIPE';

/** Whether a write failed because the terminal was closed, or the pipe; of a file the same code speaks of its disk. */
function isNobodyThere({ isTTY }: NodeJS.WriteStream, { code }: NodeJS.ErrnoException): boolean {
  return code === PIPE_CLOSED || (code === 'EIO' && isTTY);
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
