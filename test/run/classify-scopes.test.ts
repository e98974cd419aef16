import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../main/run/progress.ts';
import type { FailureKind } from '../../shared/failure.ts';
import { classified, contentOf, createMemoryPorts } from './memory-ports.ts';
import { makeRunFolder, until, type RunFolder } from './run-folder.ts';

let folder: RunFolder;
beforeEach(() => {
  folder = makeRunFolder();
});
afterEach(() => {
  folder.remove();
});

function failed(kind: FailureKind) {
  return { kind: 'failed', content: null, failure: { kind, detail: 'in this test' } } as const;
}

describe('a run', () => {
  it('brings every candidate to one result, marked before it is classified, and sweeps', async () => {
    folder.addFiles('a.jpg', 'b.jpg', 'c.jpg', 'notes.txt');
    const ports = createMemoryPorts({
      capacity: 2,
      classify: async (name, settle) => {
        await settle(contentOf(name));
        return classified(contentOf(name));
      },
    });
    const { counts, stopped } = await folder.run(ports);
    expect(stopped).toBeNull();
    expect(counts).toMatchObject({ found: 3, classified: 3, reused: 0, failed: 0, left: 0 });
    expect(counts.skipped).toEqual(new Map([['txt', 1]]));
    expect(ports.marked.size).toBe(0);
    expect(ports.swept).toBe(1);
    for (const name of ['a.jpg', 'b.jpg', 'c.jpg']) {
      const own = ports.story.filter((line) => line.includes(name));
      expect(own).toEqual([`mark ${name}`, `classify ${name}`, `record ${name} classified`]);
    }
  });

  it('never has more with workers than they can take', async () => {
    folder.addFiles(...Array.from({ length: 40 }, (_, index) => `${index}.jpg`));
    let inFlight = 0;
    let most = 0;
    const ports = createMemoryPorts({
      capacity: 3,
      classify: async (name, settle) => {
        inFlight += 1;
        most = Math.max(most, inFlight);
        await settle(contentOf(name));
        await new Promise((resolve) => setImmediate(resolve));
        inFlight -= 1;
        return classified(contentOf(name));
      },
    });
    expect((await folder.run(ports)).counts.classified).toBe(40);
    expect(most).toBe(3);
  });

  it('classifies one of equal contents in flight; the others wait and reuse it', async () => {
    folder.addFiles('1.jpg', '2.jpg', '3.jpg');
    let arrived = 0;
    const ports = createMemoryPorts({
      capacity: 3,
      classify: async (_name, settle) => {
        const decision = await settle(contentOf('same'));
        arrived += 1;
        if (decision === 'release') return { kind: 'released', content: contentOf('same') };
        await until(() => arrived === 3);
        return classified(contentOf('same'));
      },
    });
    const { counts } = await folder.run(ports);
    expect(counts).toMatchObject({ found: 3, classified: 1, reused: 2 });
    const [first, ...copies] = ports.results;
    expect(first?.kind).toBe('classified');
    for (const copy of copies) expect(copy).toMatchObject({ kind: 'reused', source: first?.picture });
  });

  it('lets waiting copies fail alike where the content fails, untried', async () => {
    folder.addFiles('1.jpg', '2.jpg', '3.jpg');
    let arrived = 0;
    const ports = createMemoryPorts({
      capacity: 3,
      classify: async (_name, settle) => {
        const decision = await settle(contentOf('same'));
        arrived += 1;
        if (decision === 'release') return { kind: 'released', content: contentOf('same') };
        await until(() => arrived === 3);
        return failed('worker-crashed');
      },
    });
    const { counts } = await folder.run(ports);
    expect(counts).toMatchObject({ failed: 3, classified: 0, reused: 0 });
    expect(ports.story.filter((line) => line.startsWith('classify'))).toHaveLength(3);
  });

  it('tries the next copy where the first fails through its path', async () => {
    folder.addFiles('1.jpg', '2.jpg', '3.jpg');
    let arrived = 0;
    let denied: string | null = null;
    const ports = createMemoryPorts({
      capacity: 3,
      classify: async (name, settle) => {
        const decision = await settle(contentOf('same'));
        arrived += 1;
        if (decision === 'release') return { kind: 'released', content: contentOf('same') };
        if (denied !== null) return classified(contentOf('same'));
        denied = name;
        await until(() => arrived === 3);
        return failed('permission-denied');
      },
    });
    const { counts } = await folder.run(ports);
    expect(counts).toMatchObject({ failed: 1, classified: 1, reused: 1 });
  });

  it('tells of a picture whose workers are always killed as failed, and keeps nothing against it', async () => {
    folder.addFiles('1.jpg');
    const events: RunEvent[] = [];
    const ports = createMemoryPorts({ capacity: 1, classify: () => Promise.resolve(failed('worker-killed')) });
    const { counts } = await folder.run(ports, { events });
    expect(counts.failed).toBe(1);
    expect(ports.results).toEqual([{ kind: 'returned', picture: 1 }]);
    expect(events).toContainEqual({
      kind: 'pictures',
      pictures: [expect.objectContaining({ status: 'failed' }) as unknown],
    });
  });

  it('runs what a dead program had in flight alone, first, and counts it once', async () => {
    folder.addFiles('a.jpg', 'b.jpg', 'suspect.jpg');
    const ports = createMemoryPorts({
      capacity: 2,
      inherited: ['suspect.jpg'],
      classify: async (name, settle, task) => {
        if (task.alone !== null) {
          expect([...ports.marked.values()]).toEqual([{ alone: true, handed: true }]);
          expect(name).toBe('suspect.jpg');
        }
        await settle(contentOf(name));
        return classified(contentOf(name));
      },
    });
    const { counts } = await folder.run(ports);
    expect(ports.story.slice(0, 3)).toEqual([
      'mark suspect.jpg alone',
      'classify suspect.jpg',
      'record suspect.jpg classified',
    ]);
    expect(counts).toMatchObject({ found: 3, classified: 3, unchanged: 0 });
  });

  it('takes a root that goes away for offline: nothing under it fails, nothing is swept', async () => {
    folder.addFiles('1.jpg', '2.jpg', '3.jpg', '4.jpg');
    const events: RunEvent[] = [];
    const ports = createMemoryPorts({
      capacity: 2,
      classify: async (name, settle) => {
        await settle(contentOf(name));
        if (existsSync(folder.root)) renameSync(folder.root, `${folder.root}-unplugged`);
        return failed('vanished');
      },
    });
    const { counts, stopped } = await folder.run(ports, { events });
    expect(stopped).toBeNull();
    expect(counts).toMatchObject({ found: 4, classified: 0, failed: 0, left: 4, vanished: 0 });
    expect(ports.offline).toEqual([1]);
    expect(ports.swept).toBe(0);
    expect(ports.marked.size).toBe(0);
    expect(events.filter(({ kind }) => kind === 'root-offline')).toHaveLength(1);
  });

  it('takes a root that was away for a moment of the scan for offline, though it is back', async () => {
    // More than one stretch of files, and then folders that cannot be listed.
    folder.addFiles(...Array.from({ length: 600 }, (_, index) => `${index}.txt`));
    for (const name of ['a', 'b', 'c']) mkdirSync(path.join(folder.root, name));
    const memory = createMemoryPorts({ capacity: 1, classify: () => Promise.resolve(failed('vanished')) });
    const away = `${folder.root}-away`;
    let stretches = 0;
    const ports = {
      ...memory,
      seeOthers: () => {
        stretches += 1;
        if (stretches === 1) renameSync(folder.root, away);
        else renameSync(away, folder.root);
        return Promise.resolve();
      },
    };
    const events: RunEvent[] = [];
    await folder.run(ports, { events });
    expect(stretches).toBe(2);
    expect(existsSync(folder.root)).toBe(true);
    expect(memory.offline).toEqual([1]);
    expect(memory.swept).toBe(0);
    expect(events.filter(({ kind }) => kind === 'root-offline' || kind === 'folder-unreadable')).toEqual([
      { kind: 'root-offline', path: folder.root },
    ]);
  });

  it('takes a suddenly empty root for offline', async () => {
    const ports = createMemoryPorts({ capacity: 1, classify: () => Promise.reject(new Error('nothing to classify')) });
    ports.paths.set(7, 'known.jpg');
    await folder.run(ports);
    expect(ports.offline).toEqual([1]);
    expect(ports.swept).toBe(0);
  });

  it('finishes what is in flight when asked to, leaves the rest and sweeps nothing', async () => {
    folder.addFiles('1.jpg', '2.jpg', '3.jpg', '4.jpg', '5.jpg');
    const asked = new AbortController();
    const ports = createMemoryPorts({
      capacity: 2,
      classify: async (name, settle) => {
        await settle(contentOf(name));
        asked.abort();
        return classified(contentOf(name));
      },
    });
    const { counts, stopped } = await folder.run(ports, { finish: asked.signal });
    expect(stopped).toEqual({ kind: 'asked' });
    expect(counts).toMatchObject({ classified: 2, left: 3 });
    expect(ports.swept).toBe(0);
    expect(ports.marked.size).toBe(0);
  });

  it('ends with the reason where the workers stop for good', async () => {
    folder.addFiles('1.jpg', '2.jpg', '3.jpg');
    const ports = createMemoryPorts({
      capacity: 1,
      classify: () => Promise.resolve({ kind: 'stopped', reason: 'no session loads' }),
    });
    const { counts, stopped } = await folder.run(ports);
    expect(stopped).toEqual({ kind: 'broken', reason: 'no session loads' });
    expect(counts).toMatchObject({ classified: 0, failed: 0, left: 3 });
    expect(ports.marked.size).toBe(0);
  });

  it('rejects where the catalog cannot be written, and does not hang', async () => {
    folder.addFiles('1.jpg', '2.jpg', '3.jpg');
    const ports = createMemoryPorts({
      capacity: 1,
      classify: async (name, settle) => {
        await settle(contentOf(name));
        return classified(contentOf(name));
      },
    });
    const full = { ...ports, recordResults: () => Promise.reject(new Error('database or disk is full')) };
    await expect(folder.run(full)).rejects.toThrow('disk is full');
    const unmarkable = { ...ports, markInFlight: () => Promise.reject(new Error('database or disk is full')) };
    await expect(folder.run(unmarkable)).rejects.toThrow('disk is full');
  });
});
