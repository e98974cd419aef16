import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { MEASURED_BATCHES, MEASURED_ENGINES, measureEngine, type EnginesRow } from './engines.ts';
import { keepFigures, machineName, type KeptFigures } from './kept-figures.ts';
import { measureMemory } from './memory.ts';
import { comparePlans } from './plans.ts';
import { median } from './median.ts';
import { makeDistinctJpegs, makeLargeJpegs, measurePipeline, sourcePhotos, type PipelineFigure } from './pictures.ts';
import { measureRescan } from './rescan.ts';
import { measureSearch } from './search.ts';
import { measureTensorflow } from './tensorflow.ts';
import { measureRivals } from './rivals.ts';
import {
  measureTensorflowVariantMemory,
  measureVariantMemory,
  type TensorflowVariantMemory,
} from './variant-memory.ts';
import { VARIANT_IDS } from '../../shared/variant.ts';

// `npm run bench [PART]…`: every part of `parts` without an argument. Ratios are of figures of one run.
// `-- --keep` keeps the figures of `engines`, `rivals`, `tensorflow` and `tensorflow-variants` for the documents, with `--busy` as
// measured beside other work, and writes their tables. `rivals` takes `--python FILE` and `--jimp FOLDER`, outside the checkout.

const root = path.join(import.meta.dirname, '..', '..');
// One round is too few: the machine's pace drifts by a tenth within minutes.
const ROUNDS = 5;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    keep: { type: 'boolean', default: false },
    busy: { type: 'boolean', default: false },
    python: { type: 'string' },
    jimp: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    pictures: { type: 'string', default: '1000' },
    ms: { type: 'string', default: '1500' },
    variants: { type: 'string', default: VARIANT_IDS.join(',') },
  },
});

const variants = VARIANT_IDS.filter((variant) => options.variants.split(',').includes(variant));

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
    const figures = await measureTensorflow([1, 8, 32], ROUNDS);
    for (const figure of figures) print(figure);
    keep('tensorflow', figures);
  },
  'tensorflow-variants': measureTensorflowVariants,
  engines: measureEngines,
  rivals: async (scratch) => {
    const { python = null, jimp = null } = options;
    const [rounds, pictures] = [Number(options.rounds), Number(options.pictures)];
    const figure = await measureRivals({ python, jimp, rounds, pictures }, scratch);
    print(figure);
    keep('rivals', figure);
  },
};
const names = positionals.length > 0 ? positionals : Object.keys(parts);
const onnxruntime = JSON.parse(
  readFileSync(path.join(root, 'node_modules', 'onnxruntime-node', 'package.json'), 'utf8'),
) as { version: string };
say(machineName());
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

async function measureTensorflowVariants(scratch: string): Promise<void> {
  const files = makeDistinctJpegs(sourcePhotos(), 100, path.join(scratch, 'photos'));
  const all: TensorflowVariantMemory[] = [];
  for (const variant of variants) {
    all.push(await measureTensorflowVariantMemory(variant, files, scratch));
    print(all.at(-1)!);
  }
  keep('tensorflow-variants', all);
}

async function measureEngines(): Promise<void> {
  const rows: EnginesRow[] = [];
  for (const engine of MEASURED_ENGINES) {
    for (const variant of variants) {
      for (const batch of MEASURED_BATCHES) {
        rows.push(await measureEngine(engine, variant, batch, Number(options.ms)));
        print(rows.at(-1)!);
      }
    }
  }
  keep('engines', rows);
}

function keep<Name extends keyof KeptFigures>(name: Name, figures: KeptFigures[Name]): void {
  if (!options.keep) return;
  keepFigures(name, figures, !options.busy);
  execFileSync(process.execPath, [path.join(root, 'test', 'docs', 'write.ts')], { stdio: 'inherit' });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function print(figures: object): void {
  say(JSON.stringify(figures));
}
