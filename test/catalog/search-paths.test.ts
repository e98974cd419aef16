import { describe, expect, it } from 'vitest';
import type { CompiledQuery } from '../../main/catalog/compiled-query.ts';
import { registerNameFolding } from '../../main/catalog/name-pattern.ts';
import type { SearchHit } from '../../main/catalog/reader-answers.ts';
import { searchPage } from '../../main/catalog/search-page.ts';
import { countPictures } from '../../main/catalog/search-selection.ts';
import { joinPath, type FilePath } from '../../shared/file-path.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { sixClasses } from '../query/vocabulary.ts';
import { buildCatalog } from './catalog-builder.ts';

// Searches by where pictures are, each in a catalog of its own.

function compile(text: string): CompiledQuery {
  const parsed = parseQuery(text, sixClasses);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return { query: parsed.query, model: 1, threshold: 0.2 };
}

describe('paths that are not text', () => {
  it('are found, ranked after text and paged over', () => {
    const builder = buildCatalog();
    try {
      const model = builder.addModel('m', 6);
      const root = builder.addRoot({ path: '/r' });
      const bytes = Uint8Array.from([0x61, 0xff]);
      const scores = { [model]: [{ index: 0, score: 0.5 }] };
      for (const path of [bytes, 'z\nz', 'a', Uint8Array.from([0x62, 0xff])])
        builder.addPicture(root, { path, scores });
      builder.addPicture(root, { path: Uint8Array.from([0x63, 0xff]) });
      const db = builder.reader();
      for (const text of ['dog', '']) {
        const hits: SearchHit[] = [];
        for (;;) {
          const page = searchPage(db, compile(text), { limit: 1, after: hits[hits.length - 1] ?? null });
          if (page.length === 0) break;
          hits.push(...page);
        }
        const paths = hits.map((hit) => (typeof hit.path === 'string' ? hit.path : [...hit.path.slice(3)]));
        const expected = ['/r/a', '/r/z\nz', [0x61, 0xff], [0x62, 0xff], ...(text === '' ? [[0x63, 0xff]] : [])];
        expect(paths).toEqual(expected);
      }
    } finally {
      builder.close();
    }
  });
});

describe('folders with one name, or one look', () => {
  it('are told apart by their paths; where bytes are no UTF-8, as far as they look different', () => {
    const builder = buildCatalog();
    try {
      const caf = (...last: readonly number[]) => Uint8Array.from([0x63, 0x61, 0x66, ...last]);
      const add = (root: number, ...folders: readonly (string | Uint8Array)[]) =>
        builder.addPicture(root, { path: folders.reduce<FilePath>((path, name) => joinPath(path, name), '') });
      const first = builder.addRoot({ path: '/one/DCIM' });
      const second = builder.addRoot({ path: joinPath('/', caf(0xe9)) });
      const ids = [
        add(first, 'DCIM', 'a.jpg'),
        add(first, caf(0xe9), 'b.jpg'),
        add(first, caf(0xe8), 'in', 'c.jpg'),
        add(first, caf(0xe8, 0x21), 'd.jpg'),
        add(second, 'DCIM', 'e.jpg'),
      ];
      const db = builder.reader();
      registerNameFolding(db);
      const found = (text: string): readonly number[] =>
        searchPage(db, compile(text), { limit: 9, after: null })
          .map(({ picture }) => ids.indexOf(picture))
          .sort();
      expect(found('folder:DCIM')).toEqual([0, 1, 2, 3, 4]);
      expect(found('folder:/one/DCIM')).toEqual([0, 1, 2, 3]);
      expect(found('folder:/one/DCIM/DCIM')).toEqual([0]);
      expect(found('folder:/one/DCIM/caf\u{fffd}')).toEqual([1, 2]);
      expect(found('folder:/one/DCIM/caf\u{fffd}/in')).toEqual([2]);
      expect(found('folder:/caf\u{fffd}')).toEqual([4]);
      expect(found('folder:/caf\u{fffd}/DCIM')).toEqual([4]);
    } finally {
      builder.close();
    }
  });
});

describe('two volumes at one path', () => {
  it('keep their pictures apart', () => {
    const builder = buildCatalog();
    try {
      const model = builder.addModel('m', 6);
      const scores = { [model]: [{ index: 0, score: 0.5 }] };
      const ids = ['one', 'two'].map((volume) =>
        builder.addPicture(builder.addRoot({ path: '/card', volume }), { path: 'IMG_1.jpg', content: volume, scores }),
      );
      const db = builder.reader();
      const first = searchPage(db, compile('dog'), { limit: 1, after: null });
      const second = searchPage(db, compile('dog'), { limit: 1, after: first[0] ?? null });
      expect([...first, ...second].map((hit) => hit.picture)).toEqual(ids);
      expect(searchPage(db, compile('dog'), { limit: 1, after: second[0] ?? null })).toEqual([]);
      expect(countPictures(db, compile('folder:/card'))).toBe(2);
      const onTwo = searchPage(db, compile('folder:/card volume:TWO'), { limit: 9, after: null });
      expect(onTwo.map((hit) => hit.picture)).toEqual([ids[1]]);
    } finally {
      builder.close();
    }
  });
});
