import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { forkProgram } from '../../main/cli/fork-program.ts';
import type { Spawn, StartedProcess } from '../../main/process/started-process.ts';
import { projectRoot, resultRows } from '../cli/classifold.ts';
import { openTestCore, runSettings, uncontrolled, valueOf, type OpenedCore } from './opened-core.ts';

const writerScript = path.join(projectRoot, 'out', 'program', 'writer.cjs');
const SAMPLES = ['hens.webp', 'bison.webp', 'jaguar.webp', 'castle.webp', 'koala.jpg', 'espresso.jpg'];

let writers: StartedProcess[];
let opened: OpenedCore;

const spawn: Spawn = (script, options) => {
  const started = forkProgram(script, options);
  if (script === writerScript) writers.push(started);
  return started;
};

function openCore(): OpenedCore {
  const core = openTestCore({ writerScript, spawn });
  core.bench.addSamples(Object.fromEntries(SAMPLES.map((name) => [`pictures/${name}`, name])));
  return core;
}

beforeEach(() => {
  writers = [];
  opened = openCore();
});
afterEach(() => opened.close());

it('a run through a catalog process leaves what one without it leaves', async () => {
  const { counts } = await opened.classify(['pictures']);
  expect(counts).toMatchObject({ classified: SAMPLES.length, failed: 0 });
  const rows = resultRows(opened.bench.catalog);
  const other = openTestCore();
  try {
    other.bench.addSamples(Object.fromEntries(SAMPLES.map((name) => [`pictures/${name}`, name])));
    await other.classify(['pictures']);
    expect(rows).toEqual(resultRows(other.bench.catalog));
  } finally {
    await other.close();
  }
});

it('a run whose catalog process dies ends with that reason; the next one opens it again and finishes', async () => {
  const pictures = opened.bench.path('pictures');
  const stopped = await opened.core.classify({ ...runSettings, paths: [pictures] }, uncontrolled(), (news) => {
    // The workers have pictures, and no result is saved yet.
    if (news.kind === 'progress' && news.counts.found > 0) writers[0]?.kill();
    return Promise.resolve();
  });
  expect(stopped).toMatchObject({ ok: false, failure: { kind: 'catalog' } });
  expect(stopped.ok ? '' : stopped.failure).toMatchObject({ message: expect.stringContaining('SIGKILL') as string });

  const { counts } = await opened.classify(['pictures']);
  expect(counts).toMatchObject({ found: SAMPLES.length, classified: SAMPLES.length, failed: 0, left: 0 });
  expect(writers).toHaveLength(2);
});

it('a catalog whose disk is gone when its process has died is not made anew', async () => {
  await opened.classify(['pictures']);
  const { catalog } = opened.bench;
  writers[0]?.kill();
  await new Promise((resolve) => writers[0]?.onExit(resolve));
  const away = `${path.dirname(catalog)} away`;
  renameSync(path.dirname(catalog), away);
  try {
    const stopped = await opened.core.classify({ ...runSettings, paths: [away] }, uncontrolled(), () =>
      Promise.resolve(),
    );
    expect(stopped).toMatchObject({ ok: false, failure: { kind: 'catalog' } });
    expect(stopped.ok ? '' : stopped.failure).toMatchObject({
      message: expect.stringContaining('not there any more') as string,
    });
    expect(existsSync(catalog)).toBe(false);
  } finally {
    rmSync(path.dirname(catalog), { recursive: true, force: true });
    renameSync(away, path.dirname(catalog));
  }
  const { counts } = await opened.classify(['pictures']);
  expect(counts).toMatchObject({ unchanged: SAMPLES.length });
});

it('what a person asks after the death is done by the next catalog process', async () => {
  await opened.classify(['pictures']);
  writers[0]?.kill();
  await new Promise((resolve) => writers[0]?.onExit(resolve));
  const tagged = await opened.core.changeTag(
    { change: 'tag', name: 'kept', selection: { query: '' }, modelId: null },
    () => true,
  );
  expect(valueOf(tagged)).toMatchObject({ changed: SAMPLES.length });
  expect(writers).toHaveLength(2);
});
