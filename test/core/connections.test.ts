import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { forkProgram } from '../../main/cli/fork-program.ts';
import { createConnections } from '../../main/core/connections.ts';
import type { StartedProcess } from '../../main/process/started-process.ts';
import { projectRoot } from '../cli/classifold.ts';
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

/** Connections to the catalog of the bench, whose reader processes can be watched, kept from starting, and killed as they start. */
function watchReaders() {
  const watched = { started: [] as StartedProcess[], die: false, none: false };
  const connections = createConnections({
    catalogPath: opened.bench.catalog,
    spawn: (script, options) => {
      if (watched.none) throw new Error('spawn EAGAIN');
      const started = forkProgram(script, options);
      watched.started.push(started);
      if (watched.die) started.kill();
      return started;
    },
    readerScript: path.join(projectRoot, 'out', 'program', 'reader.cjs'),
    writerScript: null,
  });
  return { watched, connections };
}

it.each(['reader', 'counter'] as const)(
  'starts another %s after the one before died again and again and was given up',
  async (which) => {
    valueOf(await opened.core.open());
    const { watched, connections } = watchReaders();
    try {
      const reader = valueOf(await connections[which]());
      watched.die = true;
      watched.started[0]?.kill();
      await expect(reader.tags()).rejects.toThrow('died 3 times. Try it again.');
      watched.die = false;
      expect(await valueOf(await connections[which]()).tags()).toEqual([]);
      expect(watched.started).toHaveLength(4);
    } finally {
      await connections.close();
    }
  },
);

it('reads as soon as the system lets a process start again', async () => {
  valueOf(await opened.core.open());
  const { watched, connections } = watchReaders();
  try {
    watched.none = true;
    await expect(connections.reader()).rejects.toThrow('EAGAIN');
    watched.none = false;
    expect(await valueOf(await connections.reader()).tags()).toEqual([]);
  } finally {
    await connections.close();
  }
});

it('reads a catalog that was away when its reader process was replaced, as soon as it is back', async () => {
  valueOf(await opened.core.open());
  await opened.reopen();
  const { watched, connections } = watchReaders();
  const folder = path.dirname(opened.bench.catalog);
  try {
    const reader = valueOf(await connections.reader());
    renameSync(folder, `${folder} away`);
    watched.started[0]?.kill();
    await expect(reader.tags()).rejects.toThrow(`There is no catalog at ${opened.bench.catalog}`);
    expect(await connections.reader()).toMatchObject({ ok: false, failure: { kind: 'catalog', opening: 'missing' } });
    renameSync(`${folder} away`, folder);
    expect(await valueOf(await connections.reader()).tags()).toEqual([]);
  } finally {
    await connections.close();
  }
});
