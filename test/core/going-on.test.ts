import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunNews } from '../../main/core/run-news.ts';
import { resultRows } from '../cli/classifold.ts';
import { installSecondModel, SECOND_MODEL } from './second-model.ts';
import { openTestCore, runSettings, uncontrolled, valueOf, type OpenedCore } from './opened-core.ts';

let opened: OpenedCore;
beforeEach(() => {
  opened = openTestCore();
});
afterEach(() => opened.close());

function addPictures(folder: string, count: number): void {
  for (let at = 0; at < count; at++) {
    opened.bench.addSamples({ [`${folder}/${at}.jpg`]: 'koala.jpg' });
    // After the end of its data a JPEG may hold anything.
    appendFileSync(opened.bench.path(folder, `${at}.jpg`), `${folder} ${at}`);
  }
}

const silent = (): Promise<void> => Promise.resolve();
const unfinished = async () => valueOf(await opened.core.unfinished(null));
const goOn = () => opened.core.continueRun(runSettings, uncontrolled(), silent);
const rescan = async (folder: string) =>
  opened.core.rescanRoot(await rootOf(folder), runSettings, uncontrolled(), silent);
const rootOf = async (folder: string): Promise<number> => {
  const roots = valueOf(await opened.core.roots(null));
  return roots.find(({ path }) => path === opened.bench.path(folder))!.root;
};

describe('a run that was cut off', () => {
  it('goes on after a restart, over all that it was to do, to the rows of an undisturbed one', async () => {
    addPictures('a', 90);
    addPictures('b', 5);
    const finish = new AbortController();
    const tell = ({ kind }: RunNews): Promise<void> => {
      if (kind === 'pictures') finish.abort();
      return Promise.resolve();
    };
    const paths = [opened.bench.path('a'), opened.bench.path('b')];
    const control = { ...uncontrolled(), finish: finish.signal };
    const cut = valueOf(await opened.core.classify({ ...runSettings, paths }, control, tell));
    expect(cut.counts.left).toBeGreaterThan(0);
    await opened.reopen();
    const { pictures } = await unfinished();
    expect(pictures).toBeGreaterThanOrEqual(cut.counts.left);
    const { counts } = valueOf(await goOn());
    expect(counts).toMatchObject({ found: 95, unchanged: cut.counts.classified, left: 0, failed: 0 });
    expect(await unfinished()).toMatchObject({ pictures: 0 });

    const whole = resultRows(opened.bench.catalog);
    rmSync(opened.bench.catalog);
    await opened.reopen();
    await opened.classify(['a', 'b']);
    expect(resultRows(opened.bench.catalog)).toEqual(whole);
  });

  it('is nothing to go on with where everything is done', async () => {
    addPictures('a', 1);
    await opened.classify(['a']);
    expect(await goOn()).toMatchObject({
      ok: false,
      failure: { kind: 'no-paths', missing: [] },
    });
  });
});

describe('pictures that another model has not seen', () => {
  beforeEach(() => {
    installSecondModel(opened.bench.path('models'));
  });
  const choose = async () => void valueOf(await opened.core.chooseModel(SECOND_MODEL));

  it('and that are gone, vanish as one goes on, be it the only one', async () => {
    addPictures('a', 2);
    await opened.classify(['a/0.jpg']);
    await choose();
    expect(await unfinished()).toMatchObject({ pictures: 1 });
    rmSync(opened.bench.path('a', '0.jpg'));
    expect(valueOf(await goOn()).counts).toMatchObject({ found: 0, vanished: 1 });
    expect(await unfinished()).toMatchObject({ pictures: 0 });
    expect(await goOn()).toMatchObject({ failure: { kind: 'no-paths', missing: [] } });
  });

  it('and that are no pictures by their names any more, are none to go on with', async () => {
    addPictures('a', 2);
    opened.bench.addSamples({ 'a/koala.png': 'koala.jpg' });
    await opened.classify(['a']);
    await choose();
    expect(await unfinished()).toMatchObject({ pictures: 3 });
    valueOf(await opened.core.changeSettings({ extensions: ['jpg'] }));
    expect(await unfinished()).toMatchObject({ pictures: 2 });
    const goOnAsSet = () => opened.core.continueRun({ ...runSettings, extensions: null }, uncontrolled(), silent);
    expect(valueOf(await goOnAsSet()).counts).toMatchObject({ found: 2, classified: 2, vanished: 0 });
    expect(await unfinished()).toMatchObject({ pictures: 0 });
    expect(await goOnAsSet()).toMatchObject({ failure: { kind: 'no-paths', missing: [] } });
    valueOf(await opened.core.changeSettings({ extensions: ['jpg', 'png'] }));
    expect(await unfinished()).toMatchObject({ pictures: 1 });
    expect(valueOf(await goOnAsSet()).counts).toMatchObject({ found: 3, unchanged: 2 });
  });
});

describe('a root by its row', () => {
  it('is scanned again, it alone', async () => {
    addPictures('a', 2);
    addPictures('b', 1);
    await opened.classify(['a', 'b']);
    addPictures('a', 3);
    rmSync(opened.bench.path('b', '0.jpg'));
    expect(valueOf(await rescan('a')).counts).toMatchObject({ found: 3, classified: 1, vanished: 0 });
    expect(await opened.core.rescanRoot(4711, runSettings, uncontrolled(), silent)).toEqual({
      ok: false,
      failure: { kind: 'unknown-root', path: '#4711' },
    });
  });

  it('of single files looks at no other file', async () => {
    addPictures('a', 3);
    await opened.classify(['a/0.jpg', 'a/1.jpg']);
    rmSync(opened.bench.path('a', '1.jpg'));
    const { counts, missing } = valueOf(await rescan('a'));
    expect(counts).toMatchObject({ found: 1, unchanged: 1, vanished: 1 });
    expect(missing).toEqual([]);
    expect(valueOf(await opened.core.roots(null))).toMatchObject([{ state: 'online', present: 1, vanished: 1 }]);
    // It is not looked for again.
    expect(valueOf(await rescan('a')).counts).toMatchObject({ found: 1, unchanged: 1, vanished: 0 });
  });

  it.each([
    ['is not there', () => undefined],
    [
      'is suddenly empty',
      (folder: string) => {
        mkdirSync(folder);
      },
    ],
  ])('of single files is offline where its folder %s, and nothing vanishes', async (_, leave) => {
    addPictures('a', 2);
    await opened.classify(['a/0.jpg', 'a/1.jpg']);
    renameSync(opened.bench.path('a'), opened.bench.path('a taken out'));
    leave(opened.bench.path('a'));
    const { offline, counts } = valueOf(await rescan('a'));
    expect(offline).toEqual([opened.bench.path('a')]);
    expect(counts).toMatchObject({ found: 0, vanished: 0 });
    const isOffline = async () => {
      expect(valueOf(await opened.core.roots(null))).toMatchObject([{ state: 'offline', present: 2, vanished: 0 }]);
    };
    await isOffline();
    // Nor does whoever looks between runs take it for there.
    await opened.core.lookAtRoots(() => true);
    await isOffline();
    rmSync(opened.bench.path('a'), { recursive: true, force: true });
    renameSync(opened.bench.path('a taken out'), opened.bench.path('a'));
    expect(valueOf(await rescan('a')).counts).toMatchObject({ found: 2, unchanged: 2, vanished: 0 });
  });

  it('leaves the catalog alone, its files where they are', async () => {
    addPictures('a', 1);
    addPictures('b', 1);
    await opened.classify(['a', 'b']);
    expect(valueOf(await opened.core.forgetRoot(await rootOf('a')))).toEqual({ pictures: 1 });
    expect(valueOf(await opened.core.roots(null)).map(({ path }) => path)).toEqual([opened.bench.path('b')]);
    expect(await opened.core.forgetRoot(4711)).toMatchObject({ failure: { kind: 'unknown-root', path: '#4711' } });
  });
});

describe('failures by their rows', () => {
  it('are listed a page at a time, and only the chosen are tried again', async () => {
    addPictures('a', 1);
    for (const name of ['x', 'y', 'z']) writeFileSync(opened.bench.path('a', `${name}.jpg`), `no picture ${name}`);
    await opened.classify(['a']);
    const page = valueOf(await opened.core.failuresPage(null, 2, null));
    expect(page).toHaveLength(2);
    const rest = valueOf(await opened.core.failuresPage(page[1]!.picture, 2, null));
    const all = [...page, ...rest];
    expect(all.map(({ path }) => path).sort()).toEqual(
      ['x', 'y', 'z'].map((name) => opened.bench.path('a', `${name}.jpg`)),
    );
    expect(rest[0]?.failure.kind).toBe('unsupported-format');

    const [first, second] = all;
    opened.bench.addSamples({ [`a/${String(first!.path).slice(-5)}`]: 'koala.jpg' });
    const pictures = [first!.picture, second!.picture];
    const { counts } = valueOf(await opened.core.retryChosen({ pictures }, runSettings, uncontrolled(), silent));
    expect(counts).toMatchObject({ found: 2, failed: 1 });
    expect(counts.classified + counts.reused).toBe(1);
    expect(valueOf(await opened.core.failuresPage(null, 10, null))).toHaveLength(2);
    expect(await opened.core.retryChosen({ pictures: [4711] }, runSettings, uncontrolled(), silent)).toMatchObject({
      failure: { kind: 'no-failures' },
    });
  });
});

it('a picture that was emptied for a while, and is back with its old date, is no failure any more', async () => {
  addPictures('a', 2);
  const [emptied, kept] = [opened.bench.path('a', '0.jpg'), opened.bench.path('kept')];
  copyFileSync(emptied, kept);
  const { atime, mtime } = statSync(emptied);
  // Rounded, as it will be set again.
  utimesSync(emptied, atime, mtime);
  await opened.classify(['a']);
  truncateSync(emptied);
  expect((await opened.classify(['a'])).counts).toMatchObject({ failed: 1, unchanged: 1 });
  copyFileSync(kept, emptied);
  utimesSync(emptied, atime, mtime);
  expect((await opened.classify(['a'])).counts).toMatchObject({ failed: 0, reused: 1, unchanged: 1 });
  expect(valueOf(await opened.core.failuresPage(null, 2, null))).toEqual([]);
  expect((await opened.classify(['a'])).counts).toMatchObject({ unchanged: 2 });
});
