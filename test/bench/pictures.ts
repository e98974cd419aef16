import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { engineNeeds } from '../../main/engine/session-memory.ts';
import { planFor } from '../../main/pool/plan.ts';
import { modelCosts } from '../../main/model/costs.ts';
import { readModelFolder } from '../../main/model/model-folder.ts';
import { runCommandLine } from './command-line.ts';
import { forkProgram } from '../../main/cli/fork-program.ts';
import type { StartedProcess } from '../../main/process/started-process.ts';
import type { PhaseDone, PhaseOrder } from './phase-worker.ts';

const root = path.join(import.meta.dirname, '..', '..');
export const bundledModelFolder = path.join(root, 'assets', 'models', 'efficientnet-lite0');

/** Pictures that each process decodes and computes before its clock starts. */
const WARM_UP = 10;
const LARGE = { width: 4000, height: 3000, quality: 90 } as const;

export interface PipelineFigure {
  readonly pictures: number;
  /** Pictures per second of all processes together, their sessions loaded and warm. */
  readonly decode: number;
  readonly infer: number;
  /** Pictures per second of the command line's run, start of processes and loading of sessions included. */
  readonly pipeline: number;
  /** The same without: from the first results printed to the last. */
  readonly afterLoading: number;
  /** pipeline ÷ 1/(1/decode + 1/infer), with loading and without: the goal is 0.9. */
  readonly ofBoth: number;
  readonly ofBothAfterLoading: number;
  /** pipeline ÷ infer, with loading and without: the goal is 0.54. */
  readonly ofInference: number;
  readonly ofInferenceAfterLoading: number;
}

/** Copies of JPEGs in `target`, each with a comment of its own: the same pixels, another digest. */
export function makeDistinctJpegs(sources: readonly string[], count: number, target: string): readonly string[] {
  mkdirSync(target, { recursive: true });
  return Array.from({ length: count }, (_, at) => {
    const bytes = readFileSync(sources[at % sources.length]!);
    const comment = Buffer.from(String(at).padStart(8, '0'));
    const file = path.join(target, `${String(at).padStart(6, '0')}.jpg`);
    // SOI, then a COM segment: marker, its length with these two bytes, the text.
    const head = Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, comment.length + 2]);
    writeFileSync(file, Buffer.concat([head, comment, bytes.subarray(2)]));
    return file;
  });
}

/** 12-megapixel JPEGs in `target`, as a camera's, made from smaller photos: enlarged, cut to 4:3. */
export async function makeLargeJpegs(sources: readonly string[], target: string): Promise<readonly string[]> {
  mkdirSync(target, { recursive: true });
  const { width, height, quality } = LARGE;
  const files: string[] = [];
  for (const source of sources) {
    const file = path.join(target, path.basename(source));
    await sharp(source).rotate().resize(width, height, { fit: 'cover' }).jpeg({ quality }).toFile(file);
    files.push(file);
  }
  return files;
}

/** Photos to measure with: the reference ones, else the samples, which it says. */
export function sourcePhotos(): readonly string[] {
  const photos = path.join(root, '..', 'shared', 'photos');
  if (existsSync(photos)) return jpegsOf(photos);
  process.stdout.write('No ../shared/photos here: the samples repeated instead.\n');
  return samplePhotos();
}

/** The JPEGs among the sample pictures. */
export function samplePhotos(): readonly string[] {
  return jpegsOf(path.join(root, 'assets', 'samples'));
}

/** JPEGs of the folder, in order. */
function jpegsOf(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => /\.jpe?g$/i.test(name));
  return names.sort().map((name) => path.join(folder, name));
}

/**
 * Decode alone, inference alone and the command line over the same files, one after the other.
 *
 * @param catalog one that does not exist yet
 */
export async function measurePipeline(
  files: readonly string[],
  scratch: string,
  catalog: string,
): Promise<PipelineFigure> {
  const read = await readModelFolder(bundledModelFolder);
  if (!read.ok) throw new Error(read.problem.reason);
  const memoryBytes = os.totalmem();
  const costs = modelCosts(read.model.manifest);
  const plan = planFor(
    { cores: os.availableParallelism(), memoryBytes, gpuMemoryBytes: null },
    engineNeeds('onnxruntime:cpu', costs),
  );
  const { workers, threads, decoders, batch } = plan;
  const start = {
    kind: 'start',
    modelFolder: bundledModelFolder,
    cacheDir: path.join(scratch, 'cache'),
    threads,
    decoders,
    batch,
  } as const;
  const limits = {
    engine: 'onnxruntime:cpu',
    k: 5,
    memoryBytes,
    allDecoders: workers * decoders,
    maxFileBytes: 2 ** 31,
  } as const;
  // As the pool starts a worker.
  const ioThreads = decoders + 2;
  const script = path.join(import.meta.dirname, 'phase-worker.ts');
  const processes = Array.from({ length: workers }, () => forkProgram(script, { ioThreads, givesWay: true }));
  try {
    await phase(processes, () => ({ kind: 'open', start: { ...start, ...limits } }));
    const share = (worker: number): readonly string[] => files.filter((_, at) => at % workers === worker);
    for (const kind of ['decode', 'infer'] as const) {
      await phase(processes, (worker) =>
        kind === 'decode' ? { kind, files: share(worker).slice(0, WARM_UP) } : { kind, pictures: WARM_UP },
      );
    }
    const decodeSeconds = await phase(processes, (worker) => ({ kind: 'decode', files: share(worker) }));
    const inferSeconds = await phase(processes, (worker) => ({ kind: 'infer', pictures: share(worker).length }));
    const run = await runCommandLine(path.dirname(files[0]!), { catalog });
    if (run.classified !== files.length) {
      throw new Error(`${run.classified} of ${files.length} pictures were classified`);
    }
    const decode = files.length / decodeSeconds;
    const infer = files.length / inferSeconds;
    const pipeline = files.length / run.seconds;
    const { afterLoading } = run;
    const both = 1 / (1 / decode + 1 / infer);
    return {
      ...{ pictures: files.length, decode, infer, pipeline, afterLoading },
      ...{ ofBoth: pipeline / both, ofBothAfterLoading: afterLoading / both },
      ...{ ofInference: pipeline / infer, ofInferenceAfterLoading: afterLoading / infer },
    };
  } finally {
    for (const child of processes) child.kill();
  }
}

/** Seconds until every process has answered. */
async function phase(processes: readonly StartedProcess[], order: (worker: number) => PhaseOrder): Promise<number> {
  const started = performance.now();
  const answers = processes.map(async (child, worker) => {
    const done = await new Promise<unknown>((resolve) => {
      child.onMessage(resolve);
      child.onExit(resolve);
      child.send(order(worker));
    });
    if ((done as Partial<PhaseDone>).failed !== 0) throw new Error('a phase of the benchmark failed');
  });
  await Promise.all(answers);
  return (performance.now() - started) / 1000;
}
