import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { forkProgram } from '../../main/cli/fork-program.ts';
import type { StartedProcess } from '../../main/process/started-process.ts';
import { firstFound, openTestCore, valueOf, type OpenedCore } from './opened-core.ts';

let opened: OpenedCore;
beforeEach(() => {
  opened = openTestCore();
});
afterEach(() => opened.close());

it('asks a catalog that was not there the first time', async () => {
  expect(await opened.core.countMatches('', null)).toMatchObject({ ok: false, failure: { kind: 'catalog' } });
  expect(existsSync(opened.bench.catalog)).toBe(false);
  expect(await opened.core.open()).toEqual({ ok: true, value: null });
  expect(valueOf(await opened.core.countMatches('', null))).toEqual({ pictures: 0 });
});

it('writes as soon as the program that held the catalog has let it go', async () => {
  expect(await opened.core.open()).toMatchObject({ ok: true });
  const other = opened.another();
  expect(await other.open()).toMatchObject({ ok: false, failure: { kind: 'catalog', opening: 'locked' } });
  await opened.reopen();
  expect(await other.open()).toEqual({ ok: true, value: null });
  await other.close();
});

it('shows pages while a count takes long', async () => {
  const readers: StartedProcess[] = [];
  const watched = openTestCore({
    spawn: (script, options) => {
      const started = forkProgram(script, options);
      if (script.endsWith('reader.cjs')) readers.push(started);
      return started;
    },
  });
  try {
    watched.bench.addSamples({ 'a/cat.png': 'cat.png' });
    await watched.classify(['a']);
    expect(valueOf(await watched.core.countMatches('', null))).toEqual({ pictures: 1 });
    const counter = readers.at(-1)?.pid;
    if (counter === undefined) throw new Error('nothing counts');
    process.kill(counter, 'SIGSTOP');
    const counted = watched.core.countMatches('cat', null);
    expect(await firstFound(watched.core, 'cat')).toHaveLength(1);
    process.kill(counter, 'SIGCONT');
    expect(valueOf(await counted)).toEqual({ pictures: 1 });
  } finally {
    await watched.close();
  }
});
