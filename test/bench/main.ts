import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { measureMemory } from './memory.ts';
import { comparePlans } from './plans.ts';
import { median } from './median.ts';
import { makeDistinctJpegs, makeLargeJpegs, measurePipeline, sourcePhotos, type PipelineFigure } from './pictures.ts';
import { measureRescan } from './rescan.ts';
import { measureSearch } from './search.ts';
import { measureTensorflow } from './tensorflow.ts';
import { measureVariantMemory } from './variant-memory.ts';
import { VARIANT_IDS } from '../../shared/variant.ts';

// `npm run bench [pictures] [large] [plans] [memory] [variants] [rescan] [search] [tensorflow]`: every part without an argument. Ratios are of figures of one run.

const root = path.join(import.meta.dirname, '..', '..');
// One round is too few: the machine's pace drifts by a tenth within minutes.
const ROUNDS = 5;

const parts: Readonly<Record<string, (scratch: string) => Promise<void>>> = {
  pictures: measurePictures,
  large: measureLarge,
  plans: measurePlans,
  memory: measurePeaks,
  variants: measureVariants,
  rescan: async (scratch) => {
    for (const files of [100_000, 1_000_000]) {
      const folder = path.join(scratch, String(files));
      print(await measureRescan(files, folder));
      rmSync(folder, { recursive: true });
    }
  },
  search: async () => {
    for (const figure of await measureSearch(1_000_000)) print(figure);
  },
  tensorflow: async () => {
    for (const figure of await measureTensorflow([1, 8, 32], ROUNDS)) print(figure);
  },
};
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts);
const onnxruntime = JSON.parse(
  readFileSync(path.join(root, 'node_modules', 'onnxruntime-node', 'package.json'), 'utf8'),
) as { version: string };
const gigabytes = (os.totalmem() / 1e9).toFixed(1);
say(`${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.availableParallelism()} cores, ${gigabytes} GB`);
say(`Node ${process.versions.node}, ONNX Runtime ${onnxruntime.version}`);

for (const name of names) {
  const measure = parts[name];
  if (measure === undefined) {
    say(`No part is called ${name}: ${Object.keys(parts).join(', ')}.`);
    process.exitCode = 1;
    continue;
  }
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'classifold-bench-'));
  try {
    await measure(scratch);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

async function measurePictures(scratch: string): Promise<void> {
  await measureRounds(makeDistinctJpegs(sourcePhotos(), 2000, path.join(scratch, 'photos')), scratch);
}

async function measureLarge(scratch: string): Promise<void> {
  const large = await makeLargeJpegs(sourcePhotos().slice(0, 100), path.join(scratch, 'large'));
  await measureRounds(makeDistinctJpegs(large, 1000, path.join(scratch, 'photos')), scratch);
}

/** Every round's figures, then the medians of each. */
async function measureRounds(files: readonly string[], scratch: string): Promise<void> {
  const rounds: PipelineFigure[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push(await measurePipeline(files, scratch, path.join(scratch, `round-${round}.sqlite`)));
    print(rounds.at(-1)!);
  }
  const names = Object.keys(rounds[0]!) as (keyof PipelineFigure)[];
  print({ medians: Object.fromEntries(names.map((name) => [name, median(rounds.map((one) => one[name]))])) });
}

async function measurePlans(scratch: string): Promise<void> {
  const files = makeDistinctJpegs(sourcePhotos(), 500, path.join(scratch, 'photos'));
  for (const figure of await comparePlans(files, 3, scratch)) print(figure);
}

async function measurePeaks(scratch: string): Promise<void> {
  for (const pictures of [200, 2000, 20_000]) {
    const folder = path.join(scratch, String(pictures));
    makeDistinctJpegs(sourcePhotos(), pictures, folder);
    print(await measureMemory(folder, pictures));
    rmSync(folder, { recursive: true });
  }
}

async function measureVariants(scratch: string): Promise<void> {
  const files = makeDistinctJpegs(sourcePhotos(), 100, path.join(scratch, 'photos'));
  for (const variant of VARIANT_IDS) print(await measureVariantMemory(variant, files, scratch));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function print(figures: object): void {
  say(JSON.stringify(figures));
}
