import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint, jsonLines, openBench, resultRows, samples, type Bench, type Ended } from './classifold.ts';

let bench: Bench;
beforeEach(() => {
  bench = openBench();
});
afterEach(() => {
  bench.remove();
});

interface Line {
  readonly path: string;
  readonly status: string;
  readonly predictions: readonly { readonly index: number; readonly label: string; readonly score: number }[];
  readonly failure?: { readonly kind: string; readonly detail: string };
}

function lines({ stdout }: Ended): Readonly<Record<string, Line>> {
  const pictures = jsonLines(stdout).filter((line) => 'path' in line) as unknown as Line[];
  return Object.fromEntries(pictures.map((line) => [line.path.slice(bench.folder.length + 1), line]));
}

function statuses(ended: Ended): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(lines(ended)).map(([name, { status }]) => [name, status]));
}

function summary({ stdout }: Ended): Record<string, unknown> {
  return jsonLines(stdout).at(-1)?.['summary'] as Record<string, unknown>;
}

const classify = (...args: readonly string[]): Promise<Ended> => bench.run('classify', '--json', ...args);

describe('classifold classify', () => {
  it('classifies every sample, says it in JSON, and needs nothing a second time', async () => {
    const before = fingerprint(samples);
    const first = await classify(samples);
    expect(first.status).toBe(0);
    const pictures = jsonLines(first.stdout).slice(0, -1) as unknown as Line[];
    expect(pictures).toHaveLength(15);
    for (const { path: file, status, predictions } of pictures) {
      expect(file.startsWith(samples)).toBe(true);
      expect(status).toBe('classified');
      expect(predictions).toHaveLength(5);
      expect(predictions[0]!.score).toBeGreaterThan(0.2);
    }
    expect(summary(first)).toMatchObject({
      found: 15,
      classified: 15,
      failed: 0,
      skipped: { md: 1 },
      model: { id: 'efficientnet-lite0' },
      engine: 'onnxruntime:cpu',
      plan: { batch: 1 },
    });
    const again = await classify(samples);
    expect(summary(again)).toMatchObject({ classified: 0, reused: 0, unchanged: 15 });
    const byPath = (ended: Ended): unknown =>
      (jsonLines(ended.stdout).slice(0, -1) as unknown as Line[])
        .map(({ path: file, predictions }) => ({ file, predictions }))
        .sort((a, b) => (a.file < b.file ? -1 : 1));
    expect(byPath(again)).toEqual(byPath(first));
    expect(fingerprint(samples)).toEqual(before);
  });

  it('reuses copies, keeps a touched picture, follows a moved one and forgets nothing of it', async () => {
    bench.addSamples({ 'a/cat.png': 'cat.png', 'a/hens.webp': 'hens.webp', 'a/jaguar.webp': 'jaguar.webp' });
    expect(statuses(await classify('a'))).toEqual({
      'a/cat.png': 'classified',
      'a/hens.webp': 'classified',
      'a/jaguar.webp': 'classified',
    });
    await bench.run('tag', 'mine', 'cat');
    utimesSync(bench.path('a/hens.webp'), 1, 1);
    mkdirSync(bench.path('a/deeper'));
    renameSync(bench.path('a/cat.png'), bench.path('a/deeper/tiger.png'));
    copyFileSync(bench.path('a/jaguar.webp'), bench.path('a/copy.webp'));
    const second = await classify('a');
    expect(statuses(second)).toEqual({
      'a/deeper/tiger.png': 'reused',
      'a/hens.webp': 'reused',
      'a/jaguar.webp': 'unchanged',
      'a/copy.webp': 'reused',
    });
    expect(summary(second)).toMatchObject({ moved: 1, vanished: 0, classified: 0 });
    const tagged = jsonLines((await bench.run('search', 'tag:mine', '--json')).stdout);
    expect(tagged.map((hit) => hit['path'])).toEqual(
      expect.arrayContaining([
        bench.path('a/deeper/tiger.png'),
        bench.path('a/copy.webp'),
        bench.path('a/jaguar.webp'),
      ]),
    );
    expect(summary(await classify('a'))).toMatchObject({ unchanged: 4, moved: 0 });
  });

  it('classifies one of two equal files in one run, and reuses it for the other', async () => {
    bench.addSamples({ 'a/1.png': 'cat.png', 'a/2.png': 'cat.png', 'a/3.png': 'cat.png' });
    const ended = await classify('a');
    expect(Object.values(statuses(ended)).sort()).toEqual(['classified', 'reused', 'reused']);
    const all = Object.values(lines(ended)).map(({ predictions }) => predictions);
    expect(all[1]).toEqual(all[0]);
    expect(all[2]).toEqual(all[0]);
  });

  it('makes a new picture of new content at an old path, and lets what was deleted vanish', async () => {
    bench.addSamples({ 'a/x.png': 'cat.png', 'a/y.webp': 'hens.webp' });
    await classify('a');
    rmSync(bench.path('a/y.webp'));
    copyFileSync(`${samples}/bison.webp`, bench.path('a/x.png'));
    const second = await classify('a');
    expect(lines(second)['a/x.png']).toMatchObject({
      status: 'classified',
      predictions: [{ label: 'bison' }, {}, {}, {}, {}],
    });
    const rows = resultRows(bench.catalog) as { path: string; state: string; rank: number }[];
    expect(rows.filter(({ rank }) => rank === 1).map((row) => `${row.path} ${row.state}`)).toEqual([
      'x.png present',
      'x.png vanished',
      'y.webp vanished',
    ]);
  });

  it('takes an absent root and a suddenly empty one for offline, and finds both whole again', async () => {
    bench.addSamples({ 'disk/a.png': 'cat.png', 'disk/b.webp': 'hens.webp' });
    await classify('disk');
    const before = resultRows(bench.catalog);
    renameSync(bench.path('disk'), bench.path('unplugged'));
    const absent = await classify('disk');
    expect(absent.status).toBe(3);
    expect(summary(absent)).toMatchObject({ offline: [bench.path('disk')], vanished: 0, found: 0 });
    mkdirSync(bench.path('disk'));
    const empty = await classify('disk');
    expect(summary(empty)).toMatchObject({ offline: [bench.path('disk')], vanished: 0 });
    expect((await bench.run('search', 'is:offline', '--json')).stdout.split('\n')).toHaveLength(3);
    rmSync(bench.path('disk'), { recursive: true });
    renameSync(bench.path('unplugged'), bench.path('disk'));
    const back = await classify('disk');
    expect(back.status).toBe(0);
    expect(summary(back)).toMatchObject({ unchanged: 2, classified: 0, offline: [] });
    expect(resultRows(bench.catalog)).toEqual(before);
  });

  it('takes a root that goes away during a run for offline, and brings it to its end when it is back', async () => {
    for (let index = 0; index < 80; index++) {
      bench.addSamples({ [`disk/${index}.webp`]: 'hens.webp' });
      appendFileSync(bench.path(`disk/${index}.webp`), `copy ${index}`);
    }
    const running = bench.start('classify', '--json', 'disk');
    running.process.stdout?.once('data', () => {
      renameSync(bench.path('disk'), bench.path('unplugged'));
    });
    const first = await running.ended;
    expect(first.status).toBe(3);
    expect(summary(first)).toMatchObject({ offline: [bench.path('disk')], failed: 0, vanished: 0 });
    const { classified, left } = summary(first) as { classified: number; left: number };
    expect(classified + left).toBe(80);
    expect(left).toBeGreaterThan(0);
    renameSync(bench.path('unplugged'), bench.path('disk'));
    const back = await classify('disk');
    expect(back.status).toBe(0);
    expect(summary(back)).toMatchObject({ unchanged: classified, classified: left, offline: [], vanished: 0 });
  });

  it('follows an offline root into the folder above it that is named now', async () => {
    bench.addSamples({ 'media/disk/a.png': 'cat.png' });
    await classify('media/disk');
    renameSync(bench.path('media/disk'), bench.path('unplugged'));
    await classify('media/disk');
    renameSync(bench.path('unplugged'), bench.path('media/disk'));
    expect(summary(await classify('media'))).toMatchObject({ unchanged: 1, classified: 0, reused: 0 });
    expect((await bench.run('roots')).stdout.trim().split('\n')).toHaveLength(1);
  });

  it('says of each bad file what is wrong, goes on, and tries it again only when it is retried by name', async () => {
    bench.addSamples({ 'a/good.png': 'cat.png', 'a/truncated.jpg': 'koala.jpg' });
    writeFileSync(bench.path('a/text.jpg'), 'this is no picture');
    writeFileSync(bench.path('a/empty.jpg'), '');
    const half = readFileSync(bench.path('a/truncated.jpg'));
    writeFileSync(bench.path('a/truncated.jpg'), half.subarray(0, Math.floor(half.length * 0.9)));
    const first = await classify('a');
    expect(first.status).toBe(3);
    expect(statuses(first)).toEqual({
      'a/good.png': 'classified',
      'a/truncated.jpg': 'classified',
      'a/text.jpg': 'failed',
      'a/empty.jpg': 'failed',
    });
    expect(lines(first)['a/text.jpg']!.failure!.kind).toBe('unsupported-format');
    expect(lines(first)['a/empty.jpg']!.failure!.kind).toBe('empty-file');
    expect(lines(first)['a/truncated.jpg']).toMatchObject({ warning: { kind: 'truncated' } });

    // Same size and mtime: not tried again, though it would be a picture now.
    utimesSync(bench.path('a/text.jpg'), 5, 5);
    await classify('a');
    const cat = readFileSync(bench.path('a/good.png'));
    writeFileSync(bench.path('a/text.jpg'), cat);
    expect(statuses(await classify('a'))['a/text.jpg']).toBe('reused');

    const listed = await bench.run('failures');
    expect(listed.stdout).toContain(`${bench.path('a/empty.jpg')}: empty-file`);
    const retried = await bench.run('failures', '--retry', bench.path('a/empty.jpg'), '--json');
    expect(statuses(retried)).toEqual({ 'a/empty.jpg': 'failed' });
    expect(retried.status).toBe(3);
    // Nothing is lost where there is nothing to retry with.
    renameSync(bench.path('a'), bench.path('unplugged'));
    expect((await bench.run('failures', '--retry')).status).toBe(3);
    const kept = jsonLines((await bench.run('failures', '--json')).stdout);
    expect(kept).toMatchObject([{ path: bench.path('a/empty.jpg'), failure: { kind: 'empty-file' } }]);
  });

  it('keeps as many predictions as are asked for, and runs again only for more', async () => {
    bench.addSamples({ 'a/x.png': 'cat.png' });
    const three = lines(await classify('a', '--top', '3'))['a/x.png']!;
    expect(three.predictions).toHaveLength(3);
    const twenty = lines(await classify('a', '--top', '20'))['a/x.png']!;
    expect(twenty.status).toBe('classified');
    expect(twenty.predictions).toHaveLength(20);
    expect(twenty.predictions.slice(0, 3)).toEqual(three.predictions);
    const two = lines(await classify('a', '--top', '2'))['a/x.png']!;
    expect(two).toMatchObject({ status: 'unchanged', predictions: twenty.predictions.slice(0, 2) });
  });

  it('takes single files and folders inside known ones for parts of them', async () => {
    bench.addSamples({
      'a/x.png': 'cat.png',
      'a/deep/y.webp': 'hens.webp',
      'b/z.webp': 'bison.webp',
      'b/w.webp': 'jaguar.webp',
    });
    expect(statuses(await classify('b/z.webp'))).toEqual({ 'b/z.webp': 'classified' });
    expect(statuses(await classify('a'))).toEqual({ 'a/x.png': 'classified', 'a/deep/y.webp': 'classified' });
    rmSync(bench.path('a/x.png'));
    // Only that part is scanned and swept.
    expect(summary(await classify('a/deep'))).toMatchObject({ unchanged: 1, vanished: 0 });
    expect(summary(await classify('a'))).toMatchObject({ unchanged: 1, vanished: 1 });
    // A parent adopts what is known below it.
    const all = await classify(bench.folder);
    expect(summary(all)).toMatchObject({ unchanged: 2, classified: 1 });
    const roots = (await bench.run('roots')).stdout.trim().split('\n');
    expect(roots).toHaveLength(1);
  });

  it('survives names that are not UTF-8, with newlines, quotes and emoji', async () => {
    mkdirSync(bench.path('a'));
    const raw = Buffer.concat([Buffer.from(`${bench.path('a')}/`), Buffer.from([0x66, 0xe9]), Buffer.from('.png')]);
    copyFileSync(`${samples}/cat.png`, raw);
    bench.addSamples({ 'a/new\nline "quoted" 🦊.webp': 'hens.webp' });
    // 4,096 bytes with the closing zero is the longest path of Linux; a name may have 255.
    let deep = 'a';
    while (Buffer.byteLength(bench.path(deep)) + 201 < 4080) deep = path.join(deep, 'd'.repeat(200));
    deep = path.join(deep, `${'n'.repeat(4095 - Buffer.byteLength(bench.path(deep)) - 1 - 5)}.webp`);
    bench.addSamples({ [deep]: 'bison.webp' });
    const first = await classify('a');
    expect(first.status).toBe(0);
    const found = jsonLines(first.stdout).slice(0, -1);
    expect(found.map((line) => line['pathBytes'] ?? line['path']).sort()).toEqual(
      [raw.toString('base64'), bench.path('a/new\nline "quoted" 🦊.webp'), bench.path(deep)].sort(),
    );
    expect(summary(await classify('a'))).toMatchObject({ unchanged: 3 });
    expect((await bench.run('search', 'cat')).stdout.trim().split('\n')).toHaveLength(1);
  });

  it('tags a whole run, with as many tags as are named', async () => {
    bench.addSamples({ 'a/x.png': 'cat.png', 'a/y.webp': 'hens.webp' });
    await classify('a', '--tag', 'Trip 2026', '--tag', 'raw');
    const hits = jsonLines((await bench.run('search', 'tag:"trip 2026"', '--json')).stdout);
    expect(hits.map((hit) => hit['tags'])).toEqual(Array(2).fill(['raw', 'Trip 2026']));
  });
});

it('sorts what it finds by name, date or score, both ways', async () => {
  bench.addSamples({ 'p/b.webp': 'hens.webp', 'p/A.webp': 'castle.webp', 'p/c.webp': 'german-shepherd.webp' });
  await bench.run('classify', bench.path('p'));
  const names = async (...args: readonly string[]) => {
    const found = jsonLines((await bench.run('search', '', '--json', ...args)).stdout);
    return found.map((line) => path.basename(line['path'] as string));
  };
  expect(await names('--sort', 'name')).toEqual(['A.webp', 'b.webp', 'c.webp']);
  expect(await names('--sort', 'name', '--reverse')).toEqual(['c.webp', 'b.webp', 'A.webp']);
  expect(await names('--reverse')).toEqual([...(await names())].reverse());
});
