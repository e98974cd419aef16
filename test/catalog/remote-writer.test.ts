import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CatalogWriter } from '../../main/catalog/catalog.ts';
import { openCatalog } from '../../main/catalog/open.ts';
import { openRemoteWriter } from '../../main/catalog/remote-writer.ts';
import { ProcessDied } from '../../main/process/started-process.ts';
import { buildCatalog, type CatalogBuilder } from './catalog-builder.ts';
import { watchProcesses, type WatchedProcesses } from './watched-processes.ts';

const writerProgram = path.resolve(import.meta.dirname, '..', '..', 'out', 'program', 'writer.cjs');

let catalog: CatalogBuilder;
let processes: WatchedProcesses;
let deaths: number;

beforeEach(() => {
  processes = watchProcesses();
  deaths = 0;
  catalog = buildCatalog();
});
afterEach(async () => {
  await processes.killAll();
  catalog.close();
});

function open(script = writerProgram) {
  const onDeath = (): void => {
    deaths += 1;
  };
  return openRemoteWriter({ spawn: processes.spawn, script, file: catalog.file, onDeath });
}

async function openWriter(): Promise<CatalogWriter> {
  const opened = await open();
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.catalog;
}

/** Whether a transaction of the writer's is under way. */
function isBeingWritten(): boolean {
  catalog.db.pragma('busy_timeout = 0');
  try {
    catalog.db.exec('BEGIN IMMEDIATE; ROLLBACK');
    return false;
  } catch (error) {
    if (error instanceof Error && error.message === 'database is locked') return true;
    throw error;
  }
}

function tagsOf(name: string): number {
  const count = catalog.db.prepare<[string], number>(
    'SELECT count(*) FROM tagged JOIN tags ON tags.id = tagged.tag WHERE tags.name = ?',
  );
  return count.pluck().get(name) ?? 0;
}

/** One root full of pictures, by plain SQL at once. */
function fill(pictures: number): void {
  const root = catalog.addRoot({ path: '/many' });
  catalog.db
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO pictures (root, folder, path, name, size, mtime_ns, digest, state, is_new, added_at)
       SELECT ?, (SELECT id FROM folders WHERE root = ?), i || '.jpg', i || '.jpg', 1, 1,
         cast(substr('00000000000000000000000000000000' || i, -32) AS BLOB), 'present', 0, 1 FROM n`,
    )
    .run(pictures, root, root);
}

const everything = { query: { kind: 'all' }, model: 0, threshold: 0.2 } as const;

describe('a writer in a process of its own', () => {
  it('writes and answers as the writer does, paths that are not UTF-8 included, and is gone when it is closed', async () => {
    const writer = await openWriter();
    const described = { digest: 'd'.repeat(64), name: 'm', variant: 'lite0', classes: 6, labelSet: 'l' };
    const model = await writer.registerModel(described);
    const [scope] = await writer.placeScopes([{ path: '/pictures', kind: 'folder', volume: '' }]);
    const name = Uint8Array.from([0x66, 0xff]);
    const files = [{ path: name, size: 1, mtimeNs: 2n ** 60n + 1n }];
    const [entered] = await writer.enterFiles(scope!.root, files, { model, k: 1 });
    expect(entered).toMatchObject({ kind: 'pending' });
    expect(Buffer.from(entered!.path)).toEqual(Buffer.from(name));
    expect(catalog.db.prepare('SELECT mtime_ns FROM pictures').pluck().safeIntegers().get()).toBe(2n ** 60n + 1n);
    await writer.close();
    expect(await Promise.all(processes.ends)).toMatchObject([{ code: 0, signal: null }]);
    expect(deaths).toBe(0);
  });

  it('does what was asked in its order, and all of it before it is closed', async () => {
    const writer = await openWriter();
    const asked = Array.from({ length: 50 }, (_, at) => writer.setSetting('last', String(at)));
    await writer.close();
    await Promise.all(asked);
    expect(catalog.db.prepare("SELECT value FROM settings WHERE key = 'last'").pluck().get()).toBe('49');
  });

  it('holds the lock as long as it lives', async () => {
    const writer = await openWriter();
    expect(await openCatalog(catalog.file, { mode: 'write' })).toMatchObject({
      ok: false,
      failure: { kind: 'locked' },
    });
    expect(await open()).toMatchObject({ ok: false, failure: { kind: 'locked' } });
    await writer.close();
    const next = await openWriter();
    await next.close();
    expect(deaths).toBe(0);
  });

  it('tags a hundred thousand pictures while this process goes on with other things', async () => {
    fill(100_000);
    const writer = await openWriter();
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 5);
    const startedAt = performance.now();
    const change = await writer.changeTag('tag', 'all of them', everything);
    const took = performance.now() - startedAt;
    clearInterval(timer);
    expect(change).toMatchObject({ pictures: 100_000, changed: 100_000 });
    // In this process there would be none. A busy machine has fewer of them than one in 5 ms.
    expect(turns).toBeGreaterThan(took / 50);
    await writer.close();
    expect(tagsOf('all of them')).toBe(100_000);
  });

  it('passes on what the writer throws, and goes on', async () => {
    fill(1);
    const writer = await openWriter();
    await expect(writer.changeTag('tag', '  ', everything)).rejects.toThrow(
      /could not be written: .*a tag needs a name/s,
    );
    expect(await writer.changeTag('tag', 'a', everything)).toMatchObject({ changed: 1 });
    await writer.close();
  });
});

describe('a catalog process that dies', () => {
  it('refuses what was asked and all that is asked later, keeps what is saved, and leaves the catalog to another', async () => {
    fill(1);
    const writer = await openWriter();
    await writer.changeTag('tag', 'before', everything);
    process.kill(processes.started[0]!.pid!, 'SIGSTOP');
    const asked = writer.changeTag('tag', 'meanwhile', everything);
    processes.started[0]!.kill();
    await expect(asked).rejects.toThrow(ProcessDied);
    await expect(asked).rejects.toThrow(/The process that writes the catalog .* ended by itself \(SIGKILL\)/);
    await expect(writer.undo()).rejects.toThrow(ProcessDied);
    expect(deaths).toBe(1);
    await writer.close();

    const next = await openWriter();
    expect([tagsOf('before'), tagsOf('meanwhile')]).toEqual([1, 0]);
    expect(await next.undo()).toMatchObject({ name: 'before', contents: 1 });
    await next.close();
  });

  it('in a transaction leaves nothing of it', async () => {
    fill(100_000);
    const writer = await openWriter();
    const asked = writer.changeTag('tag', 'half', everything);
    while (!isBeingWritten()) await new Promise((resolve) => setImmediate(resolve));
    processes.started[0]!.kill();
    await expect(asked).rejects.toThrow(ProcessDied);
    const next = await openWriter();
    expect(tagsOf('half')).toBe(0);
    expect(await next.changeTag('tag', 'half', everything)).toMatchObject({ changed: 100_000 });
    await next.close();
  });

  it('before it has opened is a reason why the catalog cannot be opened', async () => {
    const script = path.join(catalog.folder, 'dying.cjs');
    writeFileSync(script, "process.stderr.write('no such library', () => process.exit(9));");
    const opened = await open(script);
    expect(opened).toMatchObject({ ok: false, failure: { kind: 'no-writer' } });
    if (opened.ok) throw new Error('it was opened');
    expect(opened.failure.message).toMatch(/exit code 9.*no such library/s);
  });
});
