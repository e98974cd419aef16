import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Architecture } from '../../main/efficientnet/architecture.ts';
import { buildArchitecture } from '../../main/efficientnet/build-architecture.ts';
import { VARIANTS } from '../../main/efficientnet/variants.ts';
import type { Session } from '../../main/engine/engine.ts';
import { onnxruntimeCpu } from '../../main/engine/onnxruntime.ts';
import { writeOnnx } from '../../main/graph/onnx.ts';
import { formulaWeights } from '../../main/model/formula-weights.ts';
import { formulaPicture } from '../../main/efficientnet/formula.ts';

function graphOf(architecture: Architecture): Uint8Array {
  return writeOnnx(architecture, formulaWeights(architecture));
}

const published = { classes: 1000, padding: 'same', epsilon: 1e-3 } as const;
const resolution = 224;

describe.each(['lite0', 'b0'] as const)('a session of %s', (variant) => {
  const architecture = buildArchitecture({ ...VARIANTS[variant], ...published });
  const pictures = Array.from({ length: 8 }, (_, i) => formulaPicture(resolution, `picture ${i}`));
  const sessions = new Map<number, Session>();
  /** Logits of each picture, alone, with one thread. */
  const alone: number[][] = [];

  beforeAll(async () => {
    const graph = graphOf(architecture);
    for (const threads of [1, 2]) {
      sessions.set(threads, await onnxruntimeCpu.createSession(graph, { resolution, classes: 1000, threads }));
    }
    for (const picture of pictures) alone.push(...(await logitsOf([picture], 1)));
  });
  afterAll(async () => {
    for (const session of sessions.values()) await session.dispose();
  });

  async function logitsOf(batch: readonly Float32Array[], threads: number): Promise<number[][]> {
    const images = new Float32Array(batch.length * 3 * resolution * resolution);
    for (const [i, picture] of batch.entries()) images.set(picture, i * picture.length);
    const logits = await sessions.get(threads)?.run(images, batch.length);
    return batch.map((_, i) => [...(logits ?? []).slice(i * 1000, (i + 1) * 1000)]);
  }

  it('sees different pictures differently', () => {
    expect(alone[0]).toHaveLength(1000);
    expect(alone[0]).not.toEqual(alone[1]);
  });

  it.each([
    [1, 2],
    [1, 8],
    [2, 1],
    [2, 3],
    [2, 8],
  ])('gives bit-identical logits with %d thread(s) in batches of %d, at every place', async (threads, batch) => {
    for (let start = 0; start < pictures.length; start += batch) {
      const logits = await logitsOf(pictures.slice(start, start + batch), threads);
      expect(logits).toEqual(alone.slice(start, start + batch));
    }
    const backwards = await logitsOf(pictures.slice(0, batch).reverse(), threads);
    expect(backwards).toEqual(alone.slice(0, batch).reverse());
  });
});

describe('a session', () => {
  const tiny = buildArchitecture({
    ...VARIANTS.lite0,
    ...published,
    width: 0.2,
    depth: 0.4,
    resolution: 33,
    classes: 5,
  });

  it('reads only the first n pictures of a longer batch tensor', async () => {
    const session = await onnxruntimeCpu.createSession(graphOf(tiny), { resolution: 33, classes: 5, threads: 1 });
    const images = new Float32Array(4 * 3 * 33 * 33).fill(NaN);
    images.set(formulaPicture(33));
    const logits = await session.run(images, 1);
    expect(logits).toHaveLength(5);
    expect(logits.every((logit) => Number.isFinite(logit))).toBe(true);
    await session.dispose();
  });

  it('refuses a batch tensor that is too short', async () => {
    const session = await onnxruntimeCpu.createSession(graphOf(tiny), { resolution: 33, classes: 5, threads: 1 });
    await expect(session.run(new Float32Array(3 * 33 * 33), 2)).rejects.toThrow(RangeError);
    await session.dispose();
  });
});
