import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildArchitecture } from '../../main/efficientnet/build-architecture.ts';
import { VARIANTS } from '../../main/efficientnet/variants.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { onnxruntimeCpu } from '../../main/engine/onnxruntime.ts';
import { openSession, type OpenedSession, type SessionSource } from '../../main/engine/open-session.ts';
import { formulaWeights } from '../../main/model/formula-weights.ts';
import { formulaPicture } from '../../main/efficientnet/formula.ts';

const architecture = buildArchitecture({
  ...VARIANTS.lite0,
  ...{ width: 0.2, depth: 0.4, resolution: 40, classes: 6, padding: 'same', epsilon: 1e-3 },
});
const weights = formulaWeights(architecture);

let cacheDir: string;
let loads: number;
let source: SessionSource;
beforeEach(async () => {
  cacheDir = path.join(await mkdtemp(path.join(tmpdir(), 'classifold-graphs-')), 'graphs');
  loads = 0;
  const loadWeights: SessionSource['loadWeights'] = () => {
    loads++;
    return Promise.resolve({ ok: true, weights });
  };
  source = { architecture, modelDigest: '1f'.repeat(32), loadWeights, cacheDir, threads: 1 };
});
afterEach(() => rm(path.dirname(cacheDir), { recursive: true }));

/** Logits of the formula's picture, and where the graph came from. */
async function classify(from: SessionSource = source) {
  const opened: OpenedSession = await openSession(onnxruntimeCpu, from);
  if (!opened.ok) throw new Error(opened.reason);
  const logits = [...(await opened.session.run(formulaPicture(40), 1))];
  await opened.session.dispose();
  return { logits, graph: opened.graph, cacheProblem: opened.cacheProblem };
}

async function onlyFile(): Promise<string> {
  const [name, ...others] = await readdir(cacheDir);
  if (name === undefined || others.length > 0) throw new Error(`not one file: ${[name, ...others].join(' ')}`);
  return path.join(cacheDir, name);
}

describe('openSession', () => {
  it('writes the graph once, and finds it again without the weights', async () => {
    const first = await classify();
    expect(first).toMatchObject({ graph: 'written', cacheProblem: null });
    expect(await classify()).toEqual({ ...first, graph: 'cached' });
    expect(loads).toBe(1);
    expect(path.basename(await onlyFile())).toMatch(/^(1f){16}-v1-[0-9a-f]{32}\.onnx$/);
  });

  it('makes a graph of its own for every model', async () => {
    await classify();
    expect(await classify({ ...source, modelDigest: '2e'.repeat(32) })).toMatchObject({ graph: 'written' });
    expect(await readdir(cacheDir)).toHaveLength(2);
    expect(await classify()).toMatchObject({ graph: 'cached' });
  });

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    [
      'changed in one bit of one weight',
      (bytes: Buffer) => {
        bytes[bytes.length - 2000]! ^= 1;
        return bytes;
      },
    ],
  ])('makes a graph again that is %s', async (_, damage) => {
    const first = await classify();
    const file = await onlyFile();
    const sound = await readFile(file);
    await writeFile(file, damage(Buffer.from(sound)));
    expect(await classify()).toEqual(first);
    expect((await readFile(file)).equals(sound)).toBe(true);
    expect(await onlyFile()).toBe(file);
  });

  it('removes what other versions and killed processes left, and nothing else', async () => {
    await mkdir(cacheDir);
    const oldVersion = `${'1f'.repeat(16)}-v0-${'0'.repeat(32)}.onnx`;
    const otherModel = `${'2e'.repeat(16)}-v1-${'0'.repeat(32)}.onnx`;
    const names = [oldVersion, otherModel, 'young.part', 'abandoned.part'];
    for (const name of names) await writeFile(path.join(cacheDir, name), 'x');
    const yesterday = Date.now() / 1000 - 86_400;
    await utimes(path.join(cacheDir, 'abandoned.part'), yesterday, yesterday);
    await classify();
    const left = (await readdir(cacheDir)).filter((name) => names.includes(name));
    expect(new Set(left)).toEqual(new Set([otherModel, 'young.part']));
  });

  it('works without a cache where the folder cannot be written, and says so', async () => {
    await writeFile(cacheDir, 'a file where the folder should be');
    const { graph, cacheProblem, logits } = await classify();
    expect(graph).toBe('written');
    expect(cacheProblem).toContain(cacheDir);
    expect(logits).toHaveLength(6);
  });

  it('serves many sessions that open at once', async () => {
    const results = await Promise.all(Array.from({ length: 4 }, () => classify()));
    for (const { logits, cacheProblem } of results) {
      expect(logits).toEqual(results[0]?.logits);
      expect(cacheProblem).toBeNull();
    }
    await onlyFile();
  });

  it('passes on why there are no weights', async () => {
    const loadWeights = () => Promise.resolve({ ok: false as const, reason: 'the file is missing' });
    expect(await openSession(onnxruntimeCpu, { ...source, loadWeights })).toEqual({
      ok: false,
      reason: 'the file is missing',
    });
  });

  it('says of a graph that the engine cannot load, which engine and why', async () => {
    const receivesNoGraph: Engine = {
      ...onnxruntimeCpu,
      createSession: (_, options) => onnxruntimeCpu.createSession(Uint8Array.of(1, 2, 3), options),
    };
    expect(await openSession(receivesNoGraph, source)).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^onnxruntime:cpu cannot load the network: ./) as string,
    });
  });
});
