import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CatalogReader } from '../../main/catalog/catalog.ts';
import type { CompiledQuery } from '../../main/catalog/compiled-query.ts';
import { openCatalog } from '../../main/catalog/open.ts';
import type { ReaderProcessOptions } from '../../main/catalog/reader-connection.ts';
import { openRemoteReader } from '../../main/catalog/remote-reader.ts';
import { buildCatalog, type CatalogBuilder } from './catalog-builder.ts';
import { watchProcesses, type WatchedProcesses } from './watched-processes.ts';

const readerProgram = path.resolve(import.meta.dirname, '..', '..', 'out', 'program', 'reader.cjs');
// More than two pages of a stream.
const MANY = 1203;

let catalog: CatalogBuilder;
let model: number;
let everything: CompiledQuery;
let processes: WatchedProcesses;
/** Readers that were given up. */
let broken: number;

beforeEach(() => {
  broken = 0;
  processes = watchProcesses();
  catalog = buildCatalog();
  model = catalog.addModel('m', 6);
  const root = catalog.addRoot({ path: '/m' });
  catalog.db.transaction(() => {
    for (let at = 0; at < MANY; at++) {
      const picture = { path: `${at}.jpg`, content: `content ${at}`, tags: ['t'] };
      if (at % 3 === 0) {
        catalog.addPicture(root, { ...picture, failure: { kind: 'too-large', detail: `Picture ${at} is too large.` } });
      } else {
        catalog.addPicture(root, { ...picture, scores: { [model]: [{ index: at % 6, score: 0.5 + at / 5000 }] } });
      }
    }
  })();
  catalog.addPicture(root, { path: Buffer.from([0x66, 0xff, 0x2e, 0x6a, 0x70, 0x67]), content: 'not UTF-8' });
  everything = { query: { kind: 'all' }, model, threshold: 0.2 };
});
afterEach(async () => {
  await processes.killAll();
  catalog.close();
});

function options(script = readerProgram): ReaderProcessOptions {
  const onBroken = (): void => {
    broken += 1;
  };
  return { spawn: processes.spawn, script, file: catalog.file, onBroken };
}

async function openRemote(script = readerProgram): Promise<CatalogReader> {
  const opened = await openRemoteReader(options(script), Promise.resolve());
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.catalog;
}

async function all<Row>(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const list: Row[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

/** Everything that a reader answers. */
async function ask(reader: CatalogReader): Promise<Readonly<Record<string, unknown>>> {
  const first = await reader.search(everything, { limit: 50, after: null });
  return {
    models: await reader.models(),
    results: await reader.modelResults(),
    mostPredictions: await reader.mostPredictions(model),
    settings: await reader.settings(),
    first,
    second: await reader.search(everything, { limit: 50, after: first.at(-1)! }),
    count: await reader.count(everything),
    tag: await reader.previewTag('untag', 't', everything),
    rows: await reader.previewTag('untag', 't', { pictures: [1, 2, 2, 4711] }),
    tags: await reader.tags(),
    scopes: await reader.foreseeScopes([{ path: '/m', kind: 'folder', volume: '' }]),
    known: await reader.countKnown(
      { root: 1, rootPath: '/m', part: { kind: 'folder', prefix: '' } },
      [{ path: '1.jpg', size: 1000, mtimeNs: 1_000_000_000n }],
      { model, k: 1 },
    ),
    summaries: await reader.runSummaries(model, 3),
    picture: await reader.picture(2, model),
    file: await reader.pictureFile(MANY + 1),
    predictions: await reader.predictions(model, [1, 2, 3]),
    roots: await reader.roots(model),
    exported: await all(reader.exportRows(model, null)),
    failures: await all(reader.failures()),
    page: await reader.failuresPage(4, 3, null),
    unfinished: await reader.unfinished(model, { files: ['*.jpg'], passedFiles: [], passedFolders: [] }),
    places: await reader.placesOfRoot(1),
  };
}

describe('a reader in a process of its own', () => {
  it('answers what the reader answers, paths that are not UTF-8 included, and is gone when it is closed', async () => {
    const opened = await openCatalog(catalog.file, { mode: 'read' });
    if (!opened.ok) throw new Error(opened.failure.message);
    const expected = await ask(opened.catalog);
    await opened.catalog.close();
    expect(expected['exported']).toHaveLength(MANY + 1);

    const reader = await openRemote();
    expect(await ask(reader)).toEqual(expected);
    const closing = reader.close();
    // Whoever asks too late hears that, and does not wait for ever.
    await expect(reader.tags()).rejects.toThrow('was closed before it answered');
    await closing;
    await expect(reader.tags()).rejects.toThrow('was closed before it answered');
    expect(await Promise.all(processes.ends)).toMatchObject([{ code: 0, signal: null }]);
  });

  it('answers one question while the rows of another are still wanted, and forgets rows that nobody wants', async () => {
    const reader = await openRemote();
    let rows = 0;
    for await (const row of reader.exportRows(model, null)) {
      expect(await reader.count(everything)).toBe(MANY + 1);
      rows += 1;
      if (rows === 3) break;
      expect(row.path).toBeDefined();
    }
    expect(await all(reader.failures())).toHaveLength(Math.ceil(MANY / 3));
    await reader.close();
  });

  it('opens the catalog only when that is there', async () => {
    const events: string[] = [];
    let make: () => void = () => undefined;
    const isThere = new Promise<void>((resolve) => {
      make = resolve;
    });
    const opening = openRemoteReader(options(), isThere).then((opened) => {
      events.push(opened.ok ? 'open' : opened.failure.kind);
      return opened;
    });
    // Its process is running meanwhile.
    expect(processes.started).toHaveLength(1);
    // As long as it takes another one to open and close it.
    const other = await openRemote();
    await other.close();
    events.push('made');
    make();
    const opened = await opening;
    expect(events).toEqual(['made', 'open']);
    if (opened.ok) await opened.catalog.close();
  });

  it('says as a value why a catalog cannot be opened, and leaves no process', async () => {
    const file = path.join(catalog.folder, 'nowhere.catalog');
    const opened = await openRemoteReader({ ...options(), file }, Promise.resolve());
    expect(opened).toMatchObject({ ok: false, failure: { kind: 'missing', file } });
    await Promise.all(processes.ends);
  });
});

describe('a reader that throws', () => {
  it('passes on what it says, and goes on', async () => {
    const reader = await openRemote();
    const impossible = { query: { kind: 'impossible' }, model, threshold: 0 } as unknown as CompiledQuery;
    await expect(reader.count(impossible)).rejects.toThrow(/could not be read: .*impossible/s);
    expect(await reader.count(everything)).toBe(MANY + 1);
    await reader.close();
    expect(processes.started).toHaveLength(1);
  });
});

describe('a reader process that dies', () => {
  it('is replaced, and what was asked of it is answered', async () => {
    const reader = await openRemote();
    // It hears the questions and cannot answer them.
    process.kill(processes.started[0]!.pid!, 'SIGSTOP');
    const asked = [reader.count(everything), reader.count(everything), all(reader.exportRows(model, null))] as const;
    processes.started[0]!.kill();
    const [count, again, rows] = await Promise.all(asked);
    expect([count, again, rows.length]).toEqual([MANY + 1, MANY + 1, MANY + 1]);
    expect(processes.started).toHaveLength(2);
    await reader.close();
  });

  it('ends a list of which rows were used, with an error: they would come twice', async () => {
    const reader = await openRemote();
    let rows = 0;
    const reading = (async () => {
      for await (const row of reader.exportRows(model, null)) {
        if (rows === 0) {
          processes.started[0]!.kill();
          await processes.ends[0];
        }
        rows += Number(row.path !== '');
      }
    })();
    await expect(reading).rejects.toThrow(
      `The process that read the catalog ${catalog.file} died in the middle of a list`,
    );
    // Of which page it dies is a matter of moments: never after the last.
    expect(rows).toBeLessThan(MANY + 1);
    // The next question finds another process.
    expect(await reader.count(everything)).toBe(MANY + 1);
    await reader.close();
  });

  it('again and again is given up, with what it said', async () => {
    const script = path.join(catalog.folder, 'dying.cjs');
    writeFileSync(script, "process.stderr.write('no such library', () => process.exit(9));");
    const opened = await openRemoteReader(options(script), Promise.resolve());
    expect(opened).toMatchObject({ ok: false, failure: { kind: 'no-reader' } });
    if (opened.ok) throw new Error('it was opened');
    expect(opened.failure.message).toMatch(
      /died 3 times\. Try it again\. The last time: exit code 9\. no such library/,
    );
    expect(processes.started).toHaveLength(3);
  });

  it('before there is a catalog to open is replaced, or given up', async () => {
    const dying = path.join(catalog.folder, 'dying.cjs');
    writeFileSync(dying, 'process.exit(9);');
    let make: () => void = () => undefined;
    const isThere = new Promise<void>((resolve) => {
      make = resolve;
    });
    const living = openRemoteReader(options(), isThere);
    processes.started[0]!.kill();
    await processes.ends[0];
    const doomed = openRemoteReader(options(dying), isThere);
    while (processes.started.length < 5) await processes.ends[processes.started.length - 1];
    await Promise.all(processes.ends.slice(2));
    make();
    expect(await doomed).toMatchObject({ ok: false, failure: { kind: 'no-reader' } });
    const opened = await living;
    expect(opened.ok).toBe(true);
    if (opened.ok) await opened.catalog.close();
  });

  it('is ended where the catalog never comes', async () => {
    const isThere = Promise.reject(new Error('no catalog'));
    await expect(openRemoteReader(options(), isThere)).rejects.toThrow('no catalog');
    await Promise.all(processes.ends);
  });

  it('at one and the same question is given up, and every other question is refused with that', async () => {
    const script = path.join(catalog.folder, 'fragile.cjs');
    writeFileSync(
      script,
      `process.on('message', ({ kind }) => { if (kind === 'open') process.send({ kind: 'opened', failure: null }); else process.exit(1); });`,
    );
    const reader = await openRemote(script);
    expect(broken).toBe(0);
    await expect(reader.count(everything)).rejects.toThrow('died 3 times');
    expect(broken).toBe(1);
    await expect(reader.models()).rejects.toThrow('died 3 times');
    await reader.close();
  });
});
