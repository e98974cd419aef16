import { appendFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { keepSpeed } from '../../main/core/kept-speeds.ts';
import type { MeasuredPlan } from '../../main/core/measuring-origin.ts';
import { engineOrigin } from '../../main/core/engine-choice.ts';
import type { RunPreview } from '../../main/core/host-answers.ts';
import type { EngineName } from '../../shared/engine.ts';
import { projectRoot } from '../cli/classifold.ts';
import { openTestCore, runSettings, valueOf, type OpenedCore } from './opened-core.ts';

const PICTURES = 24;

let opened: OpenedCore;
beforeEach(async () => {
  opened = openTestCore();
  for (let at = 0; at < PICTURES; at++) {
    opened.bench.addSamples({ [`photos/${at % 3}/${at}.jpg`]: 'koala.jpg' });
    // After the end of its data a JPEG may hold anything.
    appendFileSync(opened.bench.path('photos', `${at % 3}`, `${at}.jpg`), `picture ${at}`);
  }
  writeFileSync(opened.bench.path('photos', 'notes.txt'), 'no picture');
  await opened.core.open();
});
afterEach(() => {
  delete process.env['HAZARD_ENGINES'];
  return opened.close();
});

async function preview(...names: readonly string[]): Promise<RunPreview | null> {
  const paths = names.map((name) => opened.bench.path(name));
  return valueOf(await opened.core.previewRun({ ...runSettings, paths }, new AbortController().signal));
}

const bytesOf = (at: number): number => statSync(opened.bench.path('photos', `${at % 3}`, `${at}.jpg`)).size;

/** Seconds until the last run's first picture, as the catalog has it. */
function firstAfter(catalog: string): number {
  const db = new Database(catalog, { readonly: true });
  const summary = db.prepare<[], string>('SELECT summary FROM runs ORDER BY id DESC').pluck().get() ?? '';
  db.close();
  return (JSON.parse(summary) as { readonly firstAfter: number }).firstAfter;
}

describe('a preview of a run', () => {
  it('counts what the run then finds, and writes nothing', async () => {
    const bytes = Array.from({ length: PICTURES }, (_, at) => bytesOf(at)).reduce((sum, size) => sum + size, 0);
    // Named twice, and by a folder inside: each file counts once.
    expect(await preview('photos', 'photos/1', 'photos', 'nowhere')).toEqual({
      ...{ pictures: PICTURES, bytes, known: 0, seconds: null, skipped: 1, unlisted: [] },
      missing: [{ path: opened.bench.path('nowhere'), code: 'ENOENT' }],
    });
    const db = new Database(opened.bench.catalog, { readonly: true });
    expect(db.prepare('SELECT (SELECT count(*) FROM roots) + (SELECT count(*) FROM models)').pluck().get()).toBe(0);
    db.close();
    expect((await opened.classify(['photos'])).counts.found).toBe(PICTURES);
  });

  it('knows what was classified, and how long such a model takes for the rest', async () => {
    const { counts, seconds } = await opened.classify(['photos']);
    expect(await preview('photos')).toMatchObject({ pictures: PICTURES, known: PICTURES, seconds: 0 });
    mkdirSync(opened.bench.path('more'));
    opened.bench.addSamples({ 'more/1.png': 'cat.png', 'more/2.webp': 'hens.webp' });
    const both = await preview('more', 'photos');
    expect(both).toMatchObject({ pictures: PICTURES + 2, known: PICTURES });
    // However few they are, the workers start first.
    const start = firstAfter(opened.bench.catalog);
    expect(start).toBeGreaterThan(0);
    expect(both?.seconds).toBeCloseTo(start + (2 * (seconds - start)) / counts.classified, 9);
    // A folder above a known root, and files by name.
    expect(await preview('.')).toMatchObject({ pictures: PICTURES + 2, known: PICTURES });
    expect(await preview('photos/0/0.jpg', 'more/1.png')).toMatchObject({ pictures: 2, known: 1 });
  });

  it('knows by a run over as few pictures as there are samples', async () => {
    await opened.classify(['photos/0']);
    expect((await preview('photos/1'))?.seconds).toBeNull();
    await opened.classify(['photos/1', 'photos/2']);
    opened.bench.addSamples({ 'more/1.png': 'cat.png' });
    expect((await preview('more'))?.seconds).toBeGreaterThan(0);
  });

  it('before any run goes by what was measured of the network, as a run would compute it now', async () => {
    const cacheDir = opened.bench.path('cache');
    const measured = openTestCore({ cacheDir, engineChoice: () => 'onnxruntime:cpu' });
    onTestFinished(() => measured.close());
    const { core } = measured;
    await core.open();
    const { workers, threads, batch } = valueOf(await core.foreseeRun()).plan;
    const keep = (plan: MeasuredPlan) =>
      keepSpeed(
        cacheDir,
        { ...engineOrigin('onnxruntime:cpu'), variant: 'lite0', plan },
        { kind: 'measured', picturesPerSecond: 4, peakBytes: 1, at: 1 },
      );
    const request = { ...runSettings, paths: [opened.bench.path('photos')] };
    const seconds = async () => valueOf(await core.previewRun(request, new AbortController().signal))?.seconds;
    expect(await seconds()).toBeNull();
    await keep({ workers: workers + 1, threads, batch });
    expect(await seconds()).toBeNull();
    await keep({ workers, threads, batch });
    expect(await seconds()).toBe(PICTURES / 4);
  });

  it('goes by runs of the engine that computes now, and by none of another', async () => {
    const cacheDir = opened.bench.path('cache');
    const device = { kind: 'present', device: 'a device', memoryBytes: null, isSoftware: false } as const;
    let choice: EngineName = 'onnxruntime:webgpu';
    // The card is the CPU in disguise.
    process.env['HAZARD_ENGINES'] = `${choice}=fine`;
    const other = openTestCore({
      ...{ cacheDir, workerScript: path.join(projectRoot, 'out', 'test', 'hazard-worker.cjs') },
      engineChoice: () => choice,
      findEngine: (engine) => ({
        ...{ state: device, library: '1', driver: '1', source: 'bundled' },
        isAccelerator: engine === 'onnxruntime:webgpu',
      }),
    });
    onTestFinished(() => other.close());
    const { bench, core } = other;
    for (let at = 0; at < PICTURES; at++) {
      bench.addSamples({ [`${at % 2}/${at}.jpg`]: 'koala.jpg' });
      appendFileSync(bench.path(`${at % 2}`, `${at}.jpg`), `picture ${at}`);
    }
    bench.addSamples({ 'more/1.png': 'cat.png' });
    const request = { ...runSettings, paths: [bench.path('more')] };
    const seconds = async () => valueOf(await core.previewRun(request, new AbortController().signal))?.seconds;

    expect(await other.classify(['0'])).toMatchObject({ engine: choice, counts: { classified: PICTURES / 2 } });
    const onCard = await seconds();
    expect(onCard).toBeGreaterThan(0);
    choice = 'onnxruntime:cpu';
    expect(await seconds()).toBeNull();
    const { workers, threads, batch } = valueOf(await core.foreseeRun()).plan;
    await keepSpeed(
      cacheDir,
      { ...engineOrigin(choice, { library: '1', driver: '1' }), variant: 'lite0', plan: { workers, threads, batch } },
      { kind: 'measured', picturesPerSecond: 4, peakBytes: 1, at: 1 },
    );
    expect(await seconds()).toBe(1 / 4);
    const run = await other.classify(['1']);
    expect(run).toMatchObject({ engine: choice, counts: { classified: PICTURES / 2 } });
    const start = firstAfter(bench.catalog);
    expect(await seconds()).toBeCloseTo(start + (run.seconds - start) / run.counts.classified, 9);
    choice = 'onnxruntime:webgpu';
    expect(await seconds()).toBe(onCard);
  });

  it('of named files, as the run, leaves out what is no picture, and knows a picture by its content', async () => {
    writeFileSync(opened.bench.path('photos', 'sidecar.xmp'), '<?xpacket begin?>');
    opened.bench.addSamples({ 'photos/without extension': 'hens.webp' });
    const names = ['photos/0/0.jpg', 'photos/notes.txt', 'photos/sidecar.xmp', 'photos/without extension'];
    expect(await preview(...names)).toMatchObject({ pictures: 2, skipped: 2, missing: [] });
    const { counts } = await opened.classify(names);
    expect(counts).toMatchObject({ found: 2, classified: 2, failed: 0 });
    expect([...counts.skipped].sort()).toEqual([
      ['txt', 1],
      ['xmp', 1],
    ]);
  });

  it('ends without a result when nobody wants it any more', async () => {
    const aborted = new AbortController();
    aborted.abort();
    const request = { ...runSettings, paths: [opened.bench.path('photos')] };
    expect(valueOf(await opened.core.previewRun(request, aborted.signal))).toBeNull();
  });
});
