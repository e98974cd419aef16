// Opens damaged copies of sound checkpoints, in a process that may use little memory:
//   node fuzz-program.ts SEED COUNT FOLDER FILE...
// Prints a number before each copy, and at the end what came of them, as JSON.
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { openCheckpoint } from '../../main/checkpoint/open-checkpoint.ts';
import { valueCount } from '../../main/checkpoint/tensor-entry.ts';
import { mutate, seededRandom } from './mutation.ts';

/** What came of all copies. */
export interface FuzzReport {
  /** Copies that were refused, by the reason without its numbers. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Copies whose tensors could all be listed. */
  readonly opened: number;
  readonly slowestMilliseconds: number;
  /** Most that the process ever had in memory. */
  readonly peakBytes: number;
}

const [seed, count, folder = '', ...files] = process.argv.slice(2);
const sound = files.map((file) => readFileSync(file));
const refusals: Record<string, number> = {};
let opened = 0;
let slowestMilliseconds = 0;

function refuse(reason: string): void {
  const kind = reason.replace(/\d+/g, '#').slice(0, 60);
  refusals[kind] = (refusals[kind] ?? 0) + 1;
}

async function openAndRead(copy: string, size: number): Promise<void> {
  const checkpoint = await openCheckpoint(copy);
  if (!checkpoint.ok) {
    refuse(checkpoint.fault.reason);
    return;
  }
  opened += 1;
  const names = new Set<string>();
  for (const entry of checkpoint.file.entries) {
    const read = await checkpoint.file.read(entry);
    if (names.has(entry.name)) throw new Error(`two tensors are called ${entry.name}`);
    names.add(entry.name);
    if (!read.ok) refuse(read.fault.reason);
    else if (read.values.length !== valueCount(entry.shape))
      throw new Error(`${entry.name} has ${read.values.length} values`);
    else if (read.values.length > size) throw new Error(`${entry.name} has more values than the file has bytes`);
  }
  await checkpoint.file.close();
}

for (let index = 0; index < Number(count); index++) {
  writeSync(1, `${index}\n`);
  const random = seededRandom(Number(seed) * 1_000_003 + index);
  const bytes = mutate(sound[index % sound.length]!, random);
  const copy = path.join(folder, 'damaged');
  writeFileSync(copy, bytes);
  const start = performance.now();
  await openAndRead(copy, bytes.length);
  slowestMilliseconds = Math.max(slowestMilliseconds, performance.now() - start);
}
const peakBytes = process.resourceUsage().maxRSS * 1024;
const report: FuzzReport = { refusals, opened, slowestMilliseconds, peakBytes };
writeSync(1, `${JSON.stringify(report)}\n`);
