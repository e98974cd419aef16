import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ForeseenScope, NamedPath } from '../../main/catalog/catalog.ts';
import { contentOf, openTestCatalog } from './opened-catalog.ts';
import type { OpenedCatalog } from './opened-catalog.ts';

let catalog: OpenedCatalog;
beforeEach(async () => {
  catalog = await openTestCatalog();
});
afterEach(() => catalog.close());

const folder = (path: string, volume = ''): NamedPath => ({ path, kind: 'folder', volume });
const file = (path: string): NamedPath => ({ path, kind: 'file', volume: '' });
const whole = { kind: 'folder', prefix: '' } as const;

describe('scopes foreseen', () => {
  it('are those that are placed then, but for the ids of roots that are not there yet', async () => {
    await catalog.place('/photos');
    const named = [folder('/photos/2024'), folder('/new/a'), folder('/new'), file('/c/1.jpg'), file('/c/2.jpg')];
    const rows = catalog.rows('SELECT * FROM roots');
    const foreseen = await catalog.reader.foreseeScopes(named);
    expect(catalog.rows('SELECT * FROM roots')).toEqual(rows);
    const placed = await catalog.writer.placeScopes(named);
    expect(foreseen.map(({ rootPath, part }) => ({ rootPath, part }))).toEqual(
      placed.map(({ rootPath, part }) => ({ rootPath, part })),
    );
    expect(foreseen.map(({ root }) => root)).toEqual([-1, 1, -2]);
  });

  it('know volumes apart', async () => {
    await catalog.place('/card', 'one');
    expect(await catalog.reader.foreseeScopes([folder('/card', 'two')])).toEqual([
      { root: -1, rootPath: '/card', part: whole },
    ]);
  });
});

describe('known files', () => {
  const fails = { kind: 'too-large', detail: 'Too large.' } as const;
  const scanned = (path: string, content: string, mtime = 1) => ({ path, ...contentOf(content, mtime) });
  const count = (scope: ForeseenScope, ...files: readonly ReturnType<typeof scanned>[]): Promise<number> =>
    catalog.reader.countKnown(scope, files, catalog.request());

  beforeEach(async () => {
    const scope = await catalog.place('/photos/2024');
    await catalog.run([
      {
        scope,
        files: [
          { path: '1.jpg', content: 'one' },
          { path: 'a/2.jpg', content: 'two more', fails },
        ],
      },
    ]);
  });

  it('are unchanged, or failed and have not changed', async () => {
    const scope: ForeseenScope = { root: 1, rootPath: '/photos/2024', part: whole };
    expect(await count(scope, scanned('1.jpg', 'one'), scanned('a/2.jpg', 'two more'), scanned('3.jpg', 'new'))).toBe(
      2,
    );
    expect(await count(scope, scanned('1.jpg', 'one', 2), scanned('a/2.jpg', 'two less!'))).toBe(0);
    // Another model, or more predictions than were asked for, is work to be done.
    const file1 = [scanned('1.jpg', 'one')];
    expect(await catalog.reader.countKnown(scope, file1, { ...catalog.request(), k: 6 })).toBe(0);
    expect(await catalog.reader.countKnown(scope, file1, { model: 0, k: 5 })).toBe(0);
  });

  it('are none that failed as another file than they are now, though they were classified before that', async () => {
    const scope: ForeseenScope = { root: 1, rootPath: '/photos/2024', part: whole };
    const empty = { path: '1.jpg', size: 0, mtimeNs: 7n };
    await catalog.writer.beginScan();
    const [entered] = await catalog.writer.enterFiles(scope.root, [empty], catalog.request());
    await catalog.writer.markInFlight([entered!.picture], false);
    const failed = { kind: 'failed', picture: entered!.picture, failure: fails } as const;
    await catalog.writer.recordResults([failed], catalog.request());
    expect(await catalog.reader.countKnown(scope, [empty], catalog.request())).toBe(1);
    expect(await count(scope, scanned('1.jpg', 'one'))).toBe(0);
  });

  it('are found in a root below the folder that is named', async () => {
    const above: ForeseenScope = { root: -1, rootPath: '/photos', part: whole };
    expect(
      await count(above, scanned('2024/1.jpg', 'one'), scanned('1.jpg', 'one'), scanned('20245/1.jpg', 'one')),
    ).toBe(1);
  });
});

it('tells the summaries of the last runs of a model, latest first', async () => {
  for (const summary of ['first', 'second', 'third']) {
    await catalog.writer.endRun(await catalog.writer.beginRun(catalog.request(), ''), summary);
  }
  await catalog.writer.beginRun(catalog.request(), 'under way');
  expect(await catalog.reader.runSummaries(1, 2)).toEqual(['third', 'second']);
  expect(await catalog.reader.runSummaries(2, 2)).toEqual([]);
});
