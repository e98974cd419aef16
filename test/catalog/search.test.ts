import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CompiledQuery } from '../../main/catalog/compiled-query.ts';
import type { SearchHit } from '../../main/catalog/reader-answers.ts';
import type { ReadableDatabase } from '../../main/catalog/connection.ts';
import { exportRows } from '../../main/catalog/export-rows.ts';
import { registerNameFolding } from '../../main/catalog/name-pattern.ts';
import { searchPage } from '../../main/catalog/search-page.ts';
import { countPictures, previewTag, selectPictures } from '../../main/catalog/search-selection.ts';
import { createStateCounts } from '../../main/catalog/state-counts.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { BEST_FIRST, SORT_KEYS, type SearchSort } from '../../shared/query/sort.ts';
import { sixClasses } from '../query/vocabulary.ts';
import { buildCatalog, digestOf } from './catalog-builder.ts';
import type { CatalogBuilder } from './catalog-builder.ts';
import { oracleSearch } from './query-oracle.ts';
import type { OraclePicture } from './query-oracle.ts';

const THRESHOLD = 0.2;
/** By the other model's class: the first model has none for its fourth, and swaps the last two. */
const SAME_CLASSES = [0, 1, 2, -1, 5, 4];
let catalog: CatalogBuilder;
let reader: ReadableDatabase;
let pictures: readonly OraclePicture[];

beforeAll(() => {
  catalog = buildCatalog();
  pictures = fillCatalog(catalog);
  reader = catalog.reader();
  registerNameFolding(reader);
});
afterAll(() => {
  catalog.close();
});

/** Three hundred pictures in which everything a query can ask for occurs together with everything else. */
function fillCatalog(builder: CatalogBuilder): readonly OraclePicture[] {
  const model = builder.addModel('first', 6);
  const other = builder.addModel('other', 6);
  const volumes = ['1a2b-3c4d', 'two', '1A2B-3C4D'];
  const roots = ['/b/photos', '/a b', '/a'].map((path, at) => ({
    id: builder.addRoot({ path, volume: volumes[at]!, state: path === '/a b' ? 'offline' : 'online' }),
    path,
    volume: volumes[at]!,
    isOffline: path === '/a b',
  }));
  let random = 7;
  const next = (below: number): number => (random = (random * 48271) % 2147483647) % below;
  const folders = ['', 'Été', 'Été/beach', '2025', '2025/Beach', 'x%_y'];
  return Array.from({ length: 300 }, (_, at): OraclePicture => {
    const root = roots[next(3)]!;
    const folder = folders[next(folders.length)]!;
    const name = `${['IMG_', 'img_', 'É', 'a\\', '🦒'][next(5)]!}${String(next(40))} ${String(at)}.jpg`;
    const path = folder === '' ? name : `${folder}/${name}`;
    const state = next(8) === 0 ? ('vanished' as const) : ('present' as const);
    const isFailed = next(10) === 0;
    // Few different scores, so that many are equal.
    const first = next(7);
    const scores =
      isFailed || next(8) === 0
        ? null
        : [0.9, 0.45, 0.3, 0.15].slice(0, 1 + next(4)).map((share, rank) => ({
            index: (first + rank) % 6,
            score: Math.fround((share * (1 + next(3))) / 3),
          }));
    scores?.sort((a, b) => b.score - a.score);
    const takenAt = next(4) === 0 ? null : `2025-0${String(1 + next(9))}-1${String(next(9))}T12:00:00`;
    const tags = ['beach', 'Zoë'].filter(() => next(3) === 0);
    const otherTop = next(5) === 0 ? null : next(6);
    const failure = { kind: 'unreadable-picture', detail: 'The file is damaged.' } as const;
    const id = builder.addPicture(root.id, {
      ...{ path, state, tags, content: `content ${String(at)}` },
      ...(takenAt === null ? {} : { takenAt }),
      ...(isFailed ? { failure } : {}),
      scores: {
        ...(scores === null ? {} : { [model]: scores }),
        ...(otherTop === null ? {} : { [other]: [{ index: otherTop, score: 0.7 }] }),
      },
    });
    const review = (index: number, verdict: string, right: number | null): void => {
      builder.db
        .prepare(
          'INSERT INTO reviews (digest, model, class, verdict, corrected, reviewed_at) VALUES (?, ?, ?, ?, ?, 1)',
        )
        .run(digestOf(`content ${String(at)}`), model, index, verdict, right);
    };
    const rejected = (scores ?? []).map(({ index }) => index).filter(() => next(6) === 0);
    for (const index of rejected) review(index, 'rejected', null);
    const top = (scores ?? []).find(({ index }, rank) => rank === 0 && !rejected.includes(index))?.index ?? null;
    const said = next(4);
    const isAccepted = top !== null && said === 0;
    const corrected = top !== null && said === 1 ? (top + 1 + next(5)) % 6 : null;
    if (top !== null && isAccepted) review(top, 'accepted', null);
    if (top !== null && corrected !== null) review(top, 'corrected', corrected);
    const rootName = root.path.slice(root.path.lastIndexOf('/') + 1);
    const above = [rootName, ...folder.split('/').filter((part) => part !== '')];
    const facts = {
      id,
      rootPath: root.path,
      volume: root.volume,
      path,
      folders: above,
      name,
      takenAt,
      state,
      isFailed,
    };
    const seen = { scores, otherTop, sameClasses: SAME_CLASSES };
    return { ...facts, ...seen, isOffline: root.isOffline, rejected, isAccepted, corrected, tags };
  });
}

function compile(text: string): CompiledQuery {
  const parsed = parseQuery(text, sixClasses);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  const comparison = { model: 2, sameClasses: SAME_CLASSES };
  return { query: parsed.query, model: 1, threshold: THRESHOLD, comparison };
}

/** All hits, read page by page. */
function allHits(query: CompiledQuery, limit: number, sort = BEST_FIRST): readonly SearchHit[] {
  const hits: SearchHit[] = [];
  for (;;) {
    const page = searchPage(reader, query, { limit, after: hits[hits.length - 1] ?? null, sort });
    hits.push(...page);
    if (page.length < limit) return hits;
  }
}

const summary = (hits: readonly SearchHit[]): unknown => hits.map(({ picture, match }) => ({ id: picture, match }));

const QUERIES = [
  ...[
    '',
    'dog',
    'cat',
    'crane',
    'animal',
    'giraffe',
    'NOT dog',
    'NOT giraffe',
    'dog OR cat',
    'dog cat',
    'dog OR giraffe',
  ],
  ...[
    'dog rank:any',
    'animal rank:any',
    'dog cat rank:any',
    'NOT dog rank:any',
    'dog OR (cat rank:any)',
    'animal score>=0.05',
  ],
  ...['dog score<0.3', 'score<0.2', 'score>=0.3', 'NOT score>=0.3', 'dog score>0.1 score<=0.15 rank:any'],
  ...['tag:beach', 'tag:BEACH', 'tag:ZOË', 'tag:nothing', 'dog tag:beach', 'dog OR tag:beach', 'dog NOT tag:beach'],
  ...[
    '(dog rank:any) OR tag:beach',
    'dog (cat OR tag:beach) rank:any',
    '(dog OR tag:beach) (cat OR name:IMG*) rank:any',
  ],
  ...[
    'folder:beach',
    'folder:ÉTÉ',
    'folder:photos',
    'folder:b*',
    'folder:x%_y',
    'folder:x*',
    'folder:*é',
    'NOT folder:beach',
  ],
  ...['folder:/a', 'folder:"/a b"', 'folder:/b', 'folder:/b/photos/2025', 'folder:/b/photos/2025/Beach', 'folder:/'],
  ...[
    'folder:/b/photos/Été/',
    'folder:/b/photos/été',
    'folder:/b/pho',
    'folder:"/a/x%_y"',
    'folder:/elsewhere',
    'folder:/*',
  ],
  ...['NOT folder:/a', 'dog folder:/a', 'dog OR folder:/b/photos/2025', 'is:vanished folder:/a'],
  ...['volume:1A2B-3C4D', 'volume:two', 'volume:none', 'folder:/a volume:two', 'dog NOT volume:two'],
  ...[
    'name:IMG_1*',
    'name:*1.jpg',
    'name:a\\*',
    'name:é*',
    'name:🦒*',
    'name:*',
    'name:"a\\1 *"',
    'name:_*',
    'name:%*',
  ],
  ...['taken:2025', 'taken:2025-03..2025-05', 'taken:..2025-02-12', 'NOT taken:2025', 'taken:2025-04.. cat'],
  ...['is:failed', 'is:unclassified', 'is:untagged', 'is:uncertain', 'is:rejected', 'is:offline', 'is:vanished'],
  ...[
    'NOT is:failed',
    'NOT is:unclassified',
    'NOT is:uncertain',
    'NOT is:rejected',
    'NOT is:offline',
    'NOT is:vanished',
  ],
  ...[
    'is:outdated',
    'NOT is:outdated',
    'is:outdated tag:beach',
    'is:changed',
    'NOT is:changed',
    'is:changed dog',
    'is:changed OR is:outdated',
    'is:vanished is:changed',
  ],
  ...[
    'is:vanished dog',
    'is:vanished NOT dog',
    'dog OR is:vanished',
    'dog OR (is:vanished tag:beach)',
    'NOT NOT is:vanished',
  ],
  ...[
    '(dog OR is:vanished) tag:beach',
    'is:unclassified OR cat',
    'is:uncertain OR is:failed',
    'is:rejected rank:any animal',
  ],
  ...['is:unreviewed', 'is:accepted', 'is:corrected', 'NOT is:unreviewed', 'NOT is:accepted', 'NOT is:corrected'],
  ...[
    'dog is:unreviewed',
    'animal is:accepted',
    'animal is:corrected',
    'is:unreviewed score<0.2',
    'tag:beach is:unreviewed',
  ],
  ...['dog rank:any is:unreviewed', '(dog OR cat) is:unreviewed', 'dog OR is:corrected', 'is:uncertain is:unreviewed'],
];

const SORTS: readonly SearchSort[] = SORT_KEYS.flatMap((by) => [
  { by, direction: 'ascending' },
  { by, direction: 'descending' },
]);

describe('a search', () => {
  it.each(QUERIES)('finds, ranks and counts as described: %s', (text) => {
    const query = compile(text);
    const expected = oracleSearch(pictures, query.query, THRESHOLD);
    expect(summary(searchPage(reader, query, { limit: 1000, after: null }))).toEqual(expected);
    expect(countPictures(reader, query)).toBe(expected.length);
    expect(summary(allHits(query, 7))).toEqual(expected);
  });

  it.each(SORTS)('is sorted by $by, $direction', (sort) => {
    for (const text of QUERIES) {
      const query = compile(text);
      const expected = oracleSearch(pictures, query.query, THRESHOLD, sort);
      expect(summary(searchPage(reader, query, { limit: 1000, after: null, sort })), text).toEqual(expected);
      expect(summary(allHits(query, 60, sort)), text).toEqual(expected);
    }
  });

  it('finds as described whatever is combined', () => {
    const sorts = fc.constantFrom(...SORTS);
    const terms = QUERIES.filter((text) => text !== '' && !text.includes('score'));
    const query = fc.letrec<{ query: string }>((tie) => ({
      query: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        fc.constantFrom(...terms).map((text) => `(${text})`),
        fc
          .tuple(tie('query'), fc.constantFrom(' ', ' OR ', ' NOT '), tie('query'))
          .map((parts) => `(${parts.join('')})`),
      ),
    })).query;
    fc.assert(
      fc.property(query, fc.integer({ min: 20, max: 200 }), sorts, (text, limit, sort) => {
        const compiled = compile(text);
        const expected = oracleSearch(pictures, compiled.query, THRESHOLD, sort);
        expect(summary(allHits(compiled, limit, sort)), text).toEqual(expected);
        expect(countPictures(reader, compiled), text).toBe(expected.length);
      }),
      { numRuns: 200 },
    );
  });

  it.each(SORTS)('finds nothing beside the rows that it is told to keep to, by $by, $direction', async (sort) => {
    const among = pictures.map(({ id }) => id).filter((id) => id % 3 !== 0);
    const kept = pictures.filter(({ id }) => among.includes(id));
    for (const text of QUERIES) {
      const compiled = { ...compile(text), among };
      const expected = oracleSearch(kept, compiled.query, THRESHOLD, sort);
      expect(summary(allHits(compiled, 60, sort)), text).toEqual(expected);
      expect(countPictures(reader, compiled), text).toBe(expected.length);
    }
    const exported: string[] = [];
    for await (const { path } of exportRows(reader, 1, { ...compile('dog'), among })) exported.push(String(path));
    const dogs = allHits({ ...compile('dog'), among }, 60).map(({ relativePath }) => String(relativePath));
    expect(exported.sort()).toEqual(dogs.sort());
  });

  it.each(['uncertain', 'unreviewed', 'untagged', 'unclassified', 'rejected'] as const)(
    'of one state is counted the quick way too: %s',
    (state) => {
      const count = createStateCounts(reader);
      const expected = (model: number, threshold: number): number =>
        countPictures(reader, { ...compile(`is:${state}`), model, threshold });
      expect(expected(1, 0.5)).toBeGreaterThan(10);
      // The third model has classified nothing.
      for (const model of [1, 2, 3]) {
        for (const threshold of [0, 0.2, 0.5, 1]) {
          expect(count(state, model, threshold)).toBe(expected(model, threshold));
        }
      }
    },
  );

  it('says where a picture lies and what it is tagged', () => {
    const [hit] = searchPage(reader, compile('tag:beach tag:zoë'), { limit: 1, after: null });
    const picture = pictures.find(({ id }) => id === hit?.picture);
    expect(hit).toMatchObject({
      path: `${picture?.rootPath ?? ''}/${picture?.path ?? ''}`,
      rootPath: picture?.rootPath,
      relativePath: picture?.path,
      tags: ['beach', 'Zoë'],
    });
  });

  it('compares classes by their numbers where both models call them alike, and nothing without another model', () => {
    const changed = compile('is:changed');
    const alike = pictures.map((picture) => ({ ...picture, sameClasses: [0, 1, 2, 3, 4, 5] }));
    const byNumber = { ...changed, comparison: { model: 2, sameClasses: null } };
    const expected = oracleSearch(alike, changed.query, THRESHOLD);
    expect(summary(allHits(byNumber, 7))).toEqual(expected);
    expect(expected).not.toEqual(oracleSearch(pictures, changed.query, THRESHOLD));
    const { query, model, threshold } = changed;
    expect(allHits({ query, model, threshold }, 7)).toEqual([]);
    expect(countPictures(reader, { query, model, threshold })).toBe(0);
  });

  it('shows what another model saw where this one has not looked', () => {
    const byId = new Map(pictures.map((picture) => [picture.id, picture]));
    const hits = allHits(compile(''), 1000);
    for (const { picture, older } of hits) {
      const { scores = null, otherTop = null } = byId.get(picture) ?? {};
      const expected = scores === null && otherTop !== null ? { model: 2, index: otherTop, score: 0.7 } : null;
      expect(older).toEqual(expected);
    }
    expect(hits.filter(({ older }) => older !== null).length).toBeGreaterThan(10);
  });

  it('reads the model it is told to', () => {
    const hits = searchPage(reader, { ...compile('dog'), model: 2 }, { limit: 1000, after: null });
    expect(new Set(hits.map(({ match }) => match?.score))).toEqual(new Set([0.7]));
  });

  it('takes no harm from quotes and wildcards in values', () => {
    for (const text of [
      `tag:"'; DROP TABLE tags; --"`,
      `name:"'"`,
      'folder:"""%"',
      'name:\\',
      `name:${'*a'.repeat(500)}`,
    ]) {
      expect(countPictures(reader, compile(text))).toBe(0);
    }
  });

  it('answers the largest query that can be written', () => {
    const deep = `${'NOT ('.repeat(20)}dog${')'.repeat(20)}`;
    expect(countPictures(reader, compile(deep))).toBe(countPictures(reader, compile('dog')));
    for (const separator of [' ', ' OR ', ' OR NOT ', ' NOT ']) {
      const text = Array.from({ length: 33 }, (_, at) => (at % 2 === 0 ? 'dog' : '(cat rank:any)')).join(separator);
      expect(countPictures(reader, compile(text))).toBeTypeOf('number');
      expect(searchPage(reader, compile(text), { limit: 5, after: null }).length).toBeLessThanOrEqual(5);
    }
  });
});

describe('a selection for tagging', () => {
  it('names each picture once', () => {
    const { sql, parameters } = selectPictures(
      reader,
      compile('(dog rank:any) OR (cat rank:any) OR tag:beach OR is:vanished'),
    );
    const rows = reader.prepare<unknown[], { picture: number }>(sql).all(...parameters);
    expect(new Set(rows.map((row) => row.picture)).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThan(100);
  });

  it('previews how many pictures and contents would change', () => {
    const builder = buildCatalog();
    try {
      const root = builder.addRoot({ path: '/r' });
      builder.addPicture(root, { path: 'a', content: 'same' });
      builder.addPicture(root, { path: 'b', content: 'same' });
      builder.addPicture(root, { path: 'c', tags: ['Beach'] });
      builder.addPicture(root, { path: 'd', content: null });
      builder.addPicture(root, { path: 'gone', state: 'vanished' });
      const db = builder.reader();
      const counts = { pictures: 4, contents: 2, unreadable: 1 };
      expect(previewTag(db, 'tag', 'beach', compile(''))).toEqual({ ...counts, changed: 1 });
      expect(previewTag(db, 'untag', 'BEACH', compile(''))).toEqual({ ...counts, changed: 1 });
      expect(previewTag(db, 'tag', 'new', compile(''))).toEqual({ ...counts, changed: 2 });
      expect(previewTag(db, 'untag', 'new', compile(''))).toEqual({ ...counts, changed: 0 });
    } finally {
      builder.close();
    }
  });
});
