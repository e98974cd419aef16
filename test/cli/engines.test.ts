import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { softwareVulkan } from '../../main/cli/software-vulkan.js';
import { thisMachine } from '../../main/core/run-pool.ts';
import type { EngineName } from '../../shared/engine.ts';
import { engineCommandTexts as texts } from '../../shared/texts/engine-commands.ts';
import type { EngineReport } from '../../shared/engine-report.ts';
import { isSoftwareVulkanHere } from '../e2e/runtime/place.ts';
import { hasTensorflow } from '../engine/tensorflow-here.ts';
import { fingerprint, jsonLines, openBench, samples, type Bench, type Ended } from './classifold.ts';

let bench: Bench;
beforeEach(() => {
  bench = openBench();
});
afterEach(() => {
  bench.remove();
});

interface Line {
  readonly path: string;
  readonly predictions: readonly { readonly index: number; readonly score: number }[];
}

/** The best class of each picture and its score, by path. */
function best({ stdout }: Ended): ReadonlyMap<string, { readonly index: number; readonly score: number }> {
  const lines = jsonLines(stdout).filter((line) => 'path' in line) as unknown as Line[];
  return new Map(lines.map(({ path, predictions }) => [path, predictions[0] ?? { index: -1, score: NaN }]));
}

describe('classifold engines', () => {
  it('tells each engine, and which one a run takes', async () => {
    const table = await bench.run('engines');
    expect([table.status, table.stderr]).toEqual([0, '']);
    expect(table.stdout).toMatch(/^onnxruntime:cpu +present +\d+\.\d+\.\d+ .* [\d.]+ GB/m);
    expect(table.stdout).toMatch(/^A run takes onnxruntime:cpu\. /m);
    const named = await bench.run('engines', '--engine', 'onnxruntime:cpu', '--json');
    expect(jsonLines(named.stdout)).toMatchObject([{ choice: 'onnxruntime:cpu', inUse: 'onnxruntime:cpu' }]);
    expect(existsSync(bench.catalog)).toBe(false);
  });

  it.skipIf(process.platform === 'win32')(
    'says of one that was named and is not here what a run would say',
    async () => {
      for (const json of [[], ['--json']]) {
        const ended = await bench.run('engines', '--engine', 'onnxruntime:directml', ...json);
        expect(ended.status).toBe(1);
        expect(ended.stdout).toContain('onnxruntime:directml');
        expect(ended.stdout).not.toContain('A run takes');
        expect(ended.stderr).toBe(
          'A run would not begin: onnxruntime:directml cannot be used here: DirectML is a part of Windows.\n',
        );
      }
    },
  );

  it('is stopped while it measures by Ctrl-C, and measures no other', async () => {
    const running = bench.start('engines', '--measure');
    running.process.stderr?.once('data', () => running.process.kill('SIGINT'));
    const { status, stdout, stderr } = await running.ended;
    expect([status, stdout]).toEqual([130, '']);
    expect(stderr).toMatch(/^Measuring onnxruntime:cpu .*\n/u);
    expect(stderr.split('\n').slice(1)).toEqual([texts.stopped, '']);
  });

  it.skipIf(!hasTensorflow || process.platform !== 'linux')('finds what is provisioned, loaded or not', async () => {
    // As the start script gives it to a program of a checkout.
    for (const [name, value] of Object.entries(softwareVulkan(process.env))) vi.stubEnv(name, value);
    const { stdout } = await bench.run('engines', '--json');
    vi.unstubAllEnvs();
    const [report] = jsonLines(stdout) as unknown as EngineReport[];
    const stateOf = (engine: EngineName) => report?.engines.find((one) => one.engine === engine);
    expect(stateOf('onnxruntime:cpu')).toMatchObject({
      source: 'bundled',
      state: { kind: 'present', memoryBytes: thisMachine().memoryBytes, isSoftware: false },
    });
    expect(stateOf('tensorflow')).toMatchObject({
      ...{ source: 'package', pack: null, version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string },
      package: {
        name: expect.stringMatching(/^@tensorflow\/tfjs-node(?:-gpu)?$/) as string,
        version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
      },
      state: { kind: 'present', isSoftware: false },
    });
    // A card, where there is one, has its own.
    if (stateOf('tensorflow')?.usesGpu === false) {
      expect(stateOf('tensorflow')?.state).toMatchObject({ memoryBytes: thisMachine().memoryBytes });
    }
    if (isSoftwareVulkanHere()) expect(stateOf('onnxruntime:webgpu')?.state).toMatchObject({ isSoftware: true });
    expect(report?.inUse).toBe('onnxruntime:cpu');
  });

  it.skipIf(process.platform === 'win32')('refuses a run on one that is not here, with the reason', async () => {
    const ended = await bench.run('classify', samples, '--engine', 'onnxruntime:directml');
    expect(ended).toMatchObject({ status: 1, stdout: '' });
    expect(ended.stderr).toBe('onnxruntime:directml cannot be used here: DirectML is a part of Windows.\n');
  });

  it('says with --verbose why a run takes the one that it takes', async () => {
    bench.addSamples({ 'a/koala.jpg': 'koala.jpg' });
    const named = await bench.run('classify', 'a', '--verbose', '--engine', 'onnxruntime:cpu', '--workers', '1');
    expect(named.stderr).toMatch(/^onnxruntime:cpu: 1 worker × .*\nIt was chosen by name\.$/m);
    const found = await bench.run('classify', 'a', '--verbose');
    // Of what else is here it is said why not: software, or not measured.
    expect(found.stderr).toMatch(
      /^onnxruntime:cpu: .*\n(No other engine is here\.|.*(in software|was not measured).*)$/m,
    );
  });

  it('has no pack to remove or to look at, and adds none that is none', async () => {
    for (const command of ['remove', 'verify']) {
      const ended = await bench.run('engines', command, 'tensorflow');
      expect(ended).toMatchObject({ status: 1, stdout: '' });
      expect(ended.stderr).toContain('There is no engine pack of TensorFlow');
    }
    const ended = await bench.run('engines', 'add', samples);
    expect(ended).toMatchObject({ status: 1, stdout: '' });
    expect(ended.stderr).toContain('this is no engine pack');
  });

  it('with a damaged pack runs without it, and says so once', async () => {
    const pack = bench.path('Classifold', 'engines', 'tensorflow');
    mkdirSync(pack, { recursive: true });
    writeFileSync(path.join(pack, 'pack.json'), '{');
    const sample = path.join(samples, 'koala.jpg');
    for (const verbose of [[], ['--verbose']]) {
      const ended = await bench.run('classify', sample, ...verbose);
      expect(ended.status).toBe(0);
      expect(
        ended.stderr.match(/The engine pack that was added cannot be used: its pack\.json is damaged/g),
      ).toHaveLength(1);
    }
  });
});

describe.skipIf(!hasTensorflow)('classifold classify --engine tensorflow', () => {
  it('sees in every sample what ONNX Runtime sees', async () => {
    const before = fingerprint(samples);
    const tensorflow = await bench.run('classify', '--json', '--engine', 'tensorflow', samples);
    expect([tensorflow.status, tensorflow.stderr]).toEqual([0, '']);
    expect(jsonLines(tensorflow.stdout).at(-1)?.['summary']).toMatchObject({ classified: 15, engine: 'tensorflow' });
    const other = openBench();
    const onnxruntime = await other.run('classify', '--json', '--engine', 'onnxruntime:cpu', samples);
    other.remove();
    const [seen, expected] = [best(tensorflow), best(onnxruntime)];
    expect(seen.size).toBe(15);
    for (const [path, { index, score }] of expected) {
      expect([path, seen.get(path)?.index]).toEqual([path, index]);
      expect(seen.get(path)?.score).toBeCloseTo(score, 4);
    }
    expect(fingerprint(samples)).toEqual(before);
  });
});
