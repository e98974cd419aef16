import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StoredTensor } from '../../main/checkpoint/write-safetensors.ts';
import { writeSafetensors } from '../../main/checkpoint/write-safetensors.ts';
import type { FuzzReport } from './fuzz-program.ts';

const fixtures = path.join(import.meta.dirname, '../fixtures/checkpoints');

/** Sound files of each format that PyTorch wrote; safetensors are written here. */
const PYTORCH = {
  'ZIP .pth': ['state-dict.pth', 'views.pth', 'timm-training.pth', 'protocol-4.pth', 'types.pth'],
  'old .pth': ['state-dict-old.pth', 'views-old.pth', 'data-parallel-old.pth', 'protocol-5-old.pth'],
} as const;

export const FORMATS = ['safetensors', 'ZIP .pth', 'old .pth'] as const;

/**
 * Node 24 begins at 575 MiB, nearly all of it room that V8 sets aside for code: 300 MiB are left for everything else. A
 * file here has a few thousand bytes.
 */
const DATA_LIMIT_KIB = 900 * 1024;

/**
 * Opens `count` damaged files of a format, those of a seed, in a process of its own, which may have little memory where the system can
 * see to that: RLIMIT_DATA counts what a process may write to, buffers of tensors as well as objects.
 * `--max-old-space-size` would not count buffers, a limit of the address space would count the gigabytes that V8 only
 * reserves. Rejects, with the number of the file, when the process dies or is not done after `milliseconds`.
 */
export async function fuzz(
  format: (typeof FORMATS)[number],
  seed: number,
  count: number,
  milliseconds: number,
): Promise<FuzzReport> {
  const folder = await mkdtemp(path.join(tmpdir(), 'classifold-fuzz-'));
  try {
    const files =
      format === 'safetensors' ? [await writeSound(folder)] : PYTORCH[format].map((name) => path.join(fixtures, name));
    const program = [
      process.execPath,
      path.join(import.meta.dirname, 'fuzz-program.ts'),
      `${seed}`,
      `${count}`,
      folder,
      ...files,
    ];
    const limited = ['sh', '-c', `ulimit -d ${DATA_LIMIT_KIB} && exec "$@"`, 'sh', ...program];
    return JSON.parse(await lastLine(process.platform === 'linux' ? limited : program, milliseconds)) as FuzzReport;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeSound(folder: string): Promise<string> {
  const file = path.join(folder, 'sound.safetensors');
  const tensors: StoredTensor[] = ['F32', 'F16', 'BF16', 'F64', 'I64'].map((dtype, index) => ({
    name: `blocks.${index}.weight`,
    dtype,
    shape: [2, 3],
    bytes: new Uint8Array(6 * (BYTES[dtype] ?? 0)).fill(index),
  }));
  await writeSafetensors(file, tensors);
  return file;
}

const BYTES: Readonly<Record<string, number>> = { F32: 4, F16: 2, BF16: 2, F64: 8, I64: 8 };

/** The last line that a program prints; rejects where it fails or takes too long, with the line before. */
async function lastLine([command = '', ...args]: readonly string[], milliseconds: number): Promise<string> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: milliseconds,
    killSignal: 'SIGKILL',
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output = (output + chunk).slice(-100_000);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors = (errors + chunk).slice(-2000);
  });
  const ended = await new Promise<string>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => {
      resolve(signal ?? `${status ?? ''}`);
    });
  });
  const line = output.trimEnd().split('\n').at(-1) ?? '';
  if (ended === '0') return line;
  throw new Error(`damaged file ${line} ended the process with ${ended}: ${errors}`);
}
