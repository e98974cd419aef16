import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { exportCsv } from '../../main/export/csv.ts';
import type { CsvExport } from '../../main/export/csv.ts';
import type { ExportRow } from '../../shared/export-row.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'classifold-csv-'));
  file = path.join(folder, 'out.csv');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const classified: ExportRow = {
  ...{ rootPath: '/photos', path: '2025/a.jpg', takenAt: '2025-06-01T12:00:00', width: 500, height: 375, size: 12345 },
  ...{ digest: 'ab'.repeat(32), status: 'classified', failure: null, tags: ['beach', 'a;b\\c'] },
  scores: [
    { index: 0, score: 0.75 },
    { index: 1, score: 0.1234567 },
  ],
  review: { verdict: 'corrected', index: 0, corrected: 1 },
};
const failed: ExportRow = {
  ...classified,
  ...{
    path: 'broken.jpg',
    takenAt: null,
    width: null,
    height: null,
    digest: null,
    status: 'failed',
    scores: [],
    tags: [],
    review: null,
  },
  failure: { kind: 'unreadable-picture', detail: 'The file is damaged, "really".' },
};

async function* stream<T>(items: Iterable<T>): AsyncGenerator<T, void, undefined> {
  await Promise.resolve();
  yield* items;
}

function write(pictures: Iterable<ExportRow>, more: Partial<CsvExport> = {}): ReturnType<typeof exportCsv> {
  return exportCsv({
    ...{ rows: stream(pictures), file, layout: 'wide', k: 2, excel: false, modelName: 'lite0' },
    classOf: (index) => ({ label: ['golden retriever', 'tabby, tabby cat'][index]!, synset: `n0${String(index)}` }),
    ...more,
  });
}

/** The file read back by csv-parse, a record an object. */
function readBack(options: object = {}): readonly Record<string, string>[] {
  return parse<Record<string, string>>(readFileSync(file), { columns: true, record_delimiter: '\r\n', ...options });
}

describe('the wide table', () => {
  it('has a record a picture, failed ones too, with the documented columns', async () => {
    expect(await write([classified, failed])).toEqual({ ok: true, rows: 2 });
    const facts = { root: '/photos', bytes: '12345', model: 'lite0', path_bytes: '' };
    expect(readBack()).toEqual([
      {
        ...{ ...facts, relative_path: '2025/a.jpg', taken_at: '2025-06-01T12:00:00', width: '500', height: '375' },
        ...{ digest: 'ab'.repeat(32), status: 'classified', failure: '', failure_detail: '' },
        ...{ class_1: 'golden retriever', synset_1: 'n00', score_1: '0.750000' },
        ...{ class_2: 'tabby, tabby cat', synset_2: 'n01', score_2: '0.123457', tags: 'beach;a\\;b\\\\c' },
        ...{ review: 'corrected', corrected_class: 'tabby, tabby cat', corrected_synset: 'n01' },
      },
      {
        ...{ ...facts, relative_path: 'broken.jpg', taken_at: '', width: '', height: '', digest: '', status: 'failed' },
        ...{ failure: 'unreadable-picture', failure_detail: 'The file is damaged, "really".' },
        ...{ class_1: '', synset_1: '', score_1: '', class_2: '', synset_2: '', score_2: '', tags: '' },
        ...{ review: '', corrected_class: '', corrected_synset: '' },
      },
    ]);
  });

  it('begins with the header, ends every record with CRLF and is UTF-8 without a mark', async () => {
    await write([{ ...classified, tags: ['Zoë'], review: { verdict: 'accepted', index: 0, corrected: null } }]);
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(
      /^root,relative_path,taken_at,width,height,bytes,digest,status,failure,failure_detail,model,class_1,synset_1,score_1,class_2,synset_2,score_2,tags,path_bytes,review,corrected_class,corrected_synset\r\n/u,
    );
    expect(text.split('\r\n')).toHaveLength(3);
    expect(text.endsWith('Zoë,,accepted,,\r\n')).toBe(true);
  });

  it('is the same, byte for byte, when it is written again', async () => {
    await write([classified, failed]);
    const first = readFileSync(file);
    await write([classified, failed]);
    expect(readFileSync(file)).toEqual(first);
  });

  it('keeps line ends, quotes and delimiters inside cells', async () => {
    const paths = ['a\nb.jpg', 'a\rb.jpg', 'a\r\nb.jpg', 'a,"b".jpg', ' a ', '🦒.jpg'];
    await write(paths.map((name) => ({ ...classified, path: name })));
    expect(readBack().map((record) => record['relative_path'])).toEqual(paths);
    expect(readFileSync(file, 'utf8')).toContain('"a\nb.jpg"');
    expect(readFileSync(file, 'utf8')).toContain('"a\rb.jpg"');
  });

  it.each(['=1+1', '+1', '-1', '@A1', '\tx', '\rx', '＝1'])(
    'keeps %j from being a formula, and gives its bytes',
    async (name) => {
      await write([{ ...classified, path: name, tags: [name] }]);
      const [record] = readBack();
      expect(record?.['relative_path']).toBe(`'${name}`);
      expect(record?.['tags']).toBe(`'${name}`);
      expect(Buffer.from(record?.['path_bytes'] ?? '', 'base64').toString()).toBe(`/photos/${name}`);
    },
  );

  it('gives the bytes of a path that is not UTF-8', async () => {
    await write([{ ...classified, path: Uint8Array.from([0x61, 0xff]) }]);
    const [record] = readBack();
    expect(record?.['relative_path']).toBe('a\ufffd');
    expect(Buffer.from(record?.['path_bytes'] ?? '', 'base64')).toEqual(Buffer.from('/photos/a\xff', 'latin1'));
  });
});

it('writes a record a prediction in the long table, and one for a picture without any', async () => {
  expect(await write([classified, failed], { layout: 'long' })).toEqual({ ok: true, rows: 3 });
  const cells = readBack().map((record) => [record['relative_path'], record['rank'], record['class'], record['score']]);
  expect(cells).toEqual([
    ['2025/a.jpg', '1', 'golden retriever', '0.750000'],
    ['2025/a.jpg', '2', 'tabby, tabby cat', '0.123457'],
    ['broken.jpg', '', '', ''],
  ]);
});

it('gives a spreadsheet a mark and the separators of its locale', async () => {
  await write([classified], { excel: true, locale: 'de-DE' });
  expect(readFileSync(file).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  expect(readBack({ bom: true, delimiter: ';' })[0]).toMatchObject({ root: '/photos', score_1: '0,750000' });
  await write([classified], { excel: true, locale: 'en-GB' });
  expect(readBack({ bom: true })[0]).toMatchObject({ root: '/photos', score_1: '0.750000' });
});

it('says how many records it has made', async () => {
  const heard: number[] = [];
  await write([classified, classified, classified], { onRows: (rows) => heard.push(rows) });
  expect(heard).toEqual([1, 2, 3]);
});

describe('the file', () => {
  it('replaces one that was there, keeping its permissions and the link to it', async () => {
    writeFileSync(file, 'old');
    chmodSync(file, 0o640);
    const link = path.join(folder, 'link.csv');
    symlinkSync(file, link);
    expect(await write([classified], { file: link })).toMatchObject({ ok: true });
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readBack()).toHaveLength(1);
    expect(readdirSync(folder).sort()).toEqual(['link.csv', 'out.csv']);
  });

  it('is refused where a folder is, or no folder', async () => {
    mkdirSync(file);
    expect(await write([])).toMatchObject({ ok: false, failure: { kind: 'not-a-file' } });
    const lost = path.join(folder, 'none', 'out.csv');
    expect(await write([], { file: lost })).toMatchObject({ ok: false, failure: { kind: 'no-folder' } });
    expect(await write([], { file: '/dev/null' })).toMatchObject({ ok: false, failure: { kind: 'not-a-file' } });
  });

  it('stays as it was, with nothing beside it, when the rows fail or the export is stopped', async () => {
    writeFileSync(file, 'old');
    async function* failing(): AsyncGenerator<ExportRow, void, undefined> {
      yield* stream([classified]);
      throw new Error('the catalog is gone');
    }
    await expect(write([], { rows: failing() })).rejects.toThrow('the catalog is gone');
    const stop = new AbortController();
    async function* endless(): AsyncGenerator<ExportRow, void, undefined> {
      for (let at = 0; ; at++) {
        if (at === 5000) stop.abort();
        yield* stream([classified]);
      }
    }
    const stopped = await write([], { rows: endless(), signal: stop.signal });
    expect(stopped).toMatchObject({ ok: false, failure: { kind: 'stopped' } });
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['out.csv']);
  });
});
