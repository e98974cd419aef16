import { readFileSync } from 'node:fs';
import { logitsApart } from '../../shared/compared-logits.ts';
import type { ProbeFigures } from '../../shared/probe.ts';
import { enginePresenceTexts as texts } from '../../shared/texts/engine-presence.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import { formulaPicture } from '../efficientnet/formula.ts';
import type { TensorLayout } from '../engine/engine.ts';
import type { OpenedNetwork, WorkerParts, WorkerPort } from './ports.ts';
import type { WorkerProbe } from './protocol.ts';

/**
 * A worker that measures a session instead of classifying pictures, and ends. Its first batch, in which memory is taken and
 * devices compile their programs, is not counted; it then waits for `measure`, so that workers which are measured together
 * compute at the same time.
 *
 * @returns what begins the measuring
 */
export function startProbe(parts: WorkerParts, probe: WorkerProbe, port: WorkerPort): () => void {
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  void measureSession(parts, probe, async () => {
    await port.send({ kind: 'warm' });
    await begun;
  }).then(async (measured) => {
    await port.send(
      measured.ok ? { kind: 'probed', figures: measured.figures } : { kind: 'load-failed', reason: measured.reason },
    );
    port.end();
  });
  return begin;
}

type Measured = { readonly ok: true; readonly figures: ProbeFigures } | { readonly ok: false; readonly reason: string };

async function measureSession(
  parts: WorkerParts,
  { network, batch, measureMs, ...settings }: WorkerProbe,
  warm: () => Promise<void>,
): Promise<Measured> {
  const { engine } = settings;
  const startedAt = performance.now();
  const opened = await openNetwork(parts, { ...settings, network });
  if (!opened.ok) return opened;
  const { session, resolution, classes } = opened;
  const openedAt = performance.now();
  // The first batch begins with the first picture, the others with the second: two are compared whatever the batch is.
  const images = probePictures(batch + 1, opened);
  const others = images.subarray(3 * resolution * resolution);
  try {
    const firstAt = performance.now();
    const firstLogits = await session.run(images, batch);
    const firstBatchSeconds = (performance.now() - firstAt) / 1000;
    await warm();
    const seconds: number[] = [];
    let otherLogits: Float32Array = firstLogits;
    const endAt = performance.now() + measureMs;
    do {
      const batchAt = performance.now();
      otherLogits = await session.run(others, batch);
      seconds.push((performance.now() - batchAt) / 1000);
    } while (performance.now() < endAt);
    const logits = [firstLogits, otherLogits].flatMap((all) => [...all.subarray(0, classes)]);
    const broken = logits.find((logit) => !Number.isFinite(logit));
    if (broken !== undefined) return { ok: false, reason: texts.brokenLogits(engine, broken) };
    const apart = apartByPlace(firstLogits, otherLogits, classes);
    if (apart !== null) return { ok: false, reason: texts.unsteadyLogits(apart) };
    const figures = {
      logits,
      picturesPerSecond: batch / median(seconds),
      openSeconds: (openedAt - startedAt) / 1000,
      firstBatchSeconds,
      peakBytes: peakMemory(),
    };
    return { ok: true, figures };
  } catch (error) {
    return { ok: false, reason: texts.cannotCompute(engine, thrownMessage(error)) };
  } finally {
    await session.dispose();
  }
}

/**
 * By how much logits of the same pictures differ between two batches, the second of which begins with the second picture of the
 * first: each but the last was computed at another place. Null: by nothing but rounding.
 */
function apartByPlace(first: Float32Array, other: Float32Array, classes: number): number | null {
  for (let start = 0; start + classes < first.length; start += classes) {
    const here = [...first.subarray(start + classes, start + 2 * classes)];
    const apart = logitsApart([...other.subarray(start, start + classes)], here);
    if (apart !== null) return apart;
  }
  return null;
}

async function openNetwork(
  parts: WorkerParts,
  { network, ...settings }: Pick<WorkerProbe, 'engine' | 'packFolder' | 'network' | 'threads'>,
): Promise<OpenedNetwork> {
  if (network.kind === 'variant') return parts.openVariant({ ...settings, variant: network.variant });
  const opened = await parts.openModel({ ...settings, ...network });
  return opened.ok ? { ...opened, resolution: opened.preprocessing.inputSize } : opened;
}

/** Pictures by a formula, each another, as the session reads them. */
function probePictures(
  pictures: number,
  { resolution, layout }: { readonly resolution: number; readonly layout: TensorLayout },
): Float32Array {
  const pixels = resolution * resolution;
  const images = new Float32Array(pictures * 3 * pixels);
  for (let picture = 0; picture < pictures; picture++) {
    const planes = formulaPicture(resolution, `picture ${picture}`);
    const start = picture * planes.length;
    if (layout === 'nchw') images.set(planes, start);
    else planes.forEach((value, i) => (images[start + (i % pixels) * 3 + Math.floor(i / pixels)] = value));
  }
  return images;
}

/** The middle value; of an even number the upper of the two. */
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Peak of resident memory of this process, bytes. */
function peakMemory(): number {
  // Linux counts the memory of whoever started this process into `maxRSS`.
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : '';
  const kibibytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  return Number(kibibytes) * 1024;
}
