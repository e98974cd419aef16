import { spawn } from 'node:child_process';
import path from 'node:path';

export interface RunFigures {
  /** Of the run's summary: from the opened model to the last row, loading of sessions included. */
  readonly seconds: number;
  readonly classified: number;
  readonly unchanged: number;
  /** From the start of the command to its end, by this process's clock. */
  readonly wallSeconds: number;
  /** Lines a second from the end of the first lot that came to the last line: sessions are loaded by then. */
  readonly afterLoading: number;
}

const program = path.join(import.meta.dirname, '..', '..', 'main', 'cli', 'start.js');
const NEWLINE = 0x0a;

/**
 * `classify FOLDER --json`.
 *
 * @param catalog Beside the folder, where a second run finds it again, unless it is named.
 * @param options Further arguments.
 * @param watch Told the process id of the command's first process.
 */
export async function runCommandLine(
  folder: string,
  {
    catalog = `${folder}.sqlite`,
    options = [],
    watch = () => undefined,
  }: {
    readonly catalog?: string;
    readonly options?: readonly string[];
    readonly watch?: (pid: number) => void;
  } = {},
): Promise<RunFigures> {
  const started = performance.now();
  const child = spawn(process.execPath, [program, 'classify', folder, '--catalog', catalog, '--json', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.pid !== undefined) watch(child.pid);
  let lines = 0;
  let first = { lines: 0, at: 0 };
  let last = first;
  let end = '';
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  child.stdout.on('data', (bytes: Buffer) => {
    for (const byte of bytes) if (byte === NEWLINE) lines += 1;
    const text = bytes.toString();
    end = (end + text).slice(-10_000);
    // What comes with or after the summary tells nothing of the pictures' pace.
    if (!text.includes('{"summary":')) last = { lines, at: performance.now() };
    if (first.lines === 0) first = last;
  });
  const status = await ended;
  const wallSeconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`classify ended with exit status ${status}`);
  const { summary } = JSON.parse(end.trimEnd().split('\n').pop() ?? '') as {
    readonly summary: Pick<RunFigures, 'seconds' | 'classified' | 'unchanged'>;
  };
  const { seconds, classified, unchanged } = summary;
  const afterLoading = (1000 * (last.lines - first.lines)) / (last.at - first.at);
  return { seconds, classified, unchanged, wallSeconds, afterLoading };
}
