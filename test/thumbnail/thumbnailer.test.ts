import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { forkProgram } from '../../main/cli/fork-program.ts';
import type { Spawn, StartedProcess } from '../../main/process/started-process.ts';
import { createThumbnailer, type Thumbnailer } from '../../main/thumbnail/thumbnailer.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const script = path.join(root, 'out', 'program', 'thumbnailer.cjs');
const sample = (name: string): string => path.join(root, 'assets', 'samples', name);

let folder: string;
let started: StartedProcess[] = [];
let thumbnailer: Thumbnailer | null = null;

const spawn: Spawn = (program, options) => {
  const one = forkProgram(program, options);
  started.push(one);
  return one;
};

/** With a program of the test's own in place of the thumbnailer's. */
function openWith(name: string, code: string, stepMs?: number): Thumbnailer {
  const program = path.join(folder, name);
  writeFileSync(program, code);
  thumbnailer = createThumbnailer({ spawn, script: program, atOnce: 2, ...(stepMs === undefined ? {} : { stepMs }) });
  return thumbnailer;
}

function open(atOnce = 2): Thumbnailer {
  thumbnailer = createThumbnailer({ spawn, script, atOnce });
  return thumbnailer;
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'thumbnailer-'));
});
afterEach(() => {
  thumbnailer?.close();
  started = [];
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the thumbnailer', () => {
  it('starts its process once where pictures are expected before the first is wished for', async () => {
    const early = open();
    early.expectWishes();
    early.expectWishes();
    expect(started).toHaveLength(1);
    expect((await early.render(sample('koala.jpg'), 'thumbnail')).ok).toBe(true);
    expect(started).toHaveLength(1);
  });

  it('makes nothing again that somebody else has made while it had to wait', async () => {
    const made = open(1);
    const asked: string[] = [];
    const other = { ok: true, bytes: new Uint8Array([1]), mediaType: 'image/jpeg', digest: 'd' } as const;
    const wish = (name: string, by: typeof other | null | Error) =>
      made.render(sample('koala.jpg'), 'thumbnail', () => {
        asked.push(name);
        return by instanceof Error ? Promise.reject(by) : Promise.resolve(by);
      });
    const first = wish('at once', other);
    const [left, stays] = [wish('made', other), wish('not made', null)];
    const unknown = wish('not to be known', new Error('the reader died'));
    expect(await first).toMatchObject({ ok: true, digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    expect(await left).toBe(other);
    expect(await stays).toMatchObject({ ok: true, digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    expect((await unknown).ok).toBe(true);
    expect(asked).toEqual(['not to be known', 'not made', 'made']);
  });

  it('makes thumbnails in a process of its own, and leaves the file as it is', async () => {
    const file = sample('koala.jpg');
    const before = statSync(file, { bigint: true });
    const outcome = await open().render(file, 'thumbnail');
    if (!outcome.ok) throw new Error(outcome.failure.detail);
    const { width, height, format } = await sharp(outcome.bytes).metadata();
    expect([Math.max(width, height), format]).toEqual([320, 'jpeg']);
    expect(outcome.digest).toBe(createHash('sha256').update(readFileSync(file)).digest('hex'));
    expect(started).toHaveLength(1);
    expect(statSync(file, { bigint: true })).toMatchObject({ mtimeNs: before.mtimeNs, size: before.size });
  });

  it('gives as they are what a window can show, and makes JPEGs of the others', async () => {
    const made = open();
    const shown = await made.render(sample('cat.png'), 'view');
    expect(shown).toMatchObject({ ok: true, mediaType: 'image/png' });
    expect(shown.ok && Buffer.from(shown.bytes).equals(readFileSync(sample('cat.png')))).toBe(true);
    const heic = path.join(root, 'test', 'fixtures', 'pictures', 'quadrants.heic');
    expect(await made.render(heic, 'view')).toMatchObject({ ok: true, mediaType: 'image/jpeg' });
  });

  it('says what is wrong with a file, under any name', async () => {
    const made = open();
    const broken = path.join(folder, 'broken.jpg');
    writeFileSync(broken, 'no picture');
    expect(await made.render(broken, 'thumbnail')).toMatchObject({ failure: { kind: 'unsupported-format' } });
    expect(await made.render(broken, 'view')).toMatchObject({ failure: { kind: 'unsupported-format' } });
    expect(await made.render(path.join(folder, 'absent.jpg'), 'view')).toMatchObject({ failure: { kind: 'vanished' } });
    const bytes = Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from('.png')]);
    writeFileSync(bytes, readFileSync(sample('cat.png')));
    expect(await made.render(Uint8Array.from(bytes), 'thumbnail')).toMatchObject({ ok: true });
  });

  it('makes the newest wish first', async () => {
    const made = open(1);
    const order: number[] = [];
    const wishes = [0, 1, 2, 3].map((n) =>
      made.render(sample('cat.png'), 'thumbnail').then(() => {
        order.push(n);
      }),
    );
    await Promise.all(wishes);
    expect(order).toEqual([0, 3, 2, 1]);
  });

  it('starts its process again after it was killed, and loses no wish', async () => {
    const made = open();
    await made.render(sample('cat.png'), 'thumbnail');
    const wishes = [1, 2, 3, 4].map(() => made.render(sample('summer-palace.jpg'), 'thumbnail'));
    started[0]?.kill();
    for (const outcome of await Promise.all(wishes)) expect(outcome.ok).toBe(true);
    expect(started.length).toBeGreaterThan(1);
  });

  it('gives up on a picture that ends every process', async () => {
    const dying = openWith('dying.cjs', `process.on('message', ({ path }) => process.kill(process.pid, 'SIGSEGV'));`);
    const [one, other] = await Promise.all([dying.render('/a', 'view'), dying.render('/b', 'view')]);
    expect(one).toMatchObject({ ok: false, failure: { kind: 'worker-crashed' } });
    expect(other).toMatchObject({ ok: false, failure: { kind: 'worker-crashed' } });
    expect(started).toHaveLength(3);
  });

  it('grants no wish when it is closed', async () => {
    const made = open(1);
    const wishes = [1, 2].map(() => made.render(sample('summer-palace.jpg'), 'thumbnail'));
    made.close();
    for (const outcome of await Promise.all(wishes)) expect(outcome.ok).toBe(false);
    expect((await made.render(sample('cat.png'), 'thumbnail')).ok).toBe(false);
  });
});

describe('a picture that comes to no end', () => {
  /** What a program answers to a wish that it grants. */
  const GRANT = `(id) => process.send({ kind: 'rendered', id, outcome: { ok: true, bytes: new Uint8Array(1), mediaType: 'image/jpeg', digest: 'd' } })`;

  it('since its disk does not answer is given up with that reason, and keeps no other waiting', async () => {
    // The program that ships, on a disk that hands out everything but two files.
    const made = openWith(
      'hanging-disk.cjs',
      `const files = require('node:fs/promises');
       const { stat } = files;
       files.stat = (path, options) => (String(path).includes('hangs') ? new Promise(() => undefined) : stat(path, options));
       require(${JSON.stringify(script)});`,
      5000,
    );
    const late = ['hangs.jpg', 'hangs too.jpg'].map((name) => made.render(path.join(folder, name), 'thumbnail'));
    expect(await made.render(sample('cat.png'), 'thumbnail')).toMatchObject({ ok: true });
    for (const outcome of await Promise.all(late)) {
      expect(outcome).toMatchObject({ ok: false, failure: { kind: 'read-error' } });
      expect(outcome.ok ? '' : outcome.failure.detail).toContain('no end within 5 s');
    }
    expect(await made.render(sample('koala.jpg'), 'thumbnail')).toMatchObject({ ok: true });
  });

  it('since its disk does not answer is given up once, beside others that are decoded meanwhile', async () => {
    const made = openWith(
      'hanging-beside.cjs',
      `const grant = ${GRANT};
       process.on('message', ({ id, path }) => {
         if (path === '/gone') process.send({ kind: 'reading', id, bytes: null });
         else {
           process.send({ kind: 'decoding', id });
           setTimeout(grant, 30, id);
         }
       });`,
      300,
    );
    const settled: string[] = [];
    const gone = made.render('/gone', 'view').finally(() => settled.push('/gone'));
    for (let tile = 0; settled.length === 0; tile++)
      expect(await made.render(`/tile ${tile}`, 'view')).toMatchObject({ ok: true });
    expect(await gone).toMatchObject({ ok: false, failure: { kind: 'read-error' } });
    expect(started).toHaveLength(2);
  });

  it('in a decoder is tried once more, alone, after all others', async () => {
    const made = openWith(
      'hanging-decoder.cjs',
      `const grant = ${GRANT};
       let isStuck = false;
       process.on('message', ({ id, path }) => {
         if (path === '/endless') {
           isStuck = true;
           process.send({ kind: 'decoding', id });
         } else if (!isStuck) grant(id);
       });`,
      200,
    );
    const order: string[] = [];
    const wish = (name: string) => made.render(name, 'view').finally(() => order.push(name));
    const [endless, beside, behind] = await Promise.all(['/endless', '/beside', '/behind'].map(wish));
    expect([beside, behind]).toMatchObject([{ ok: true }, { ok: true }]);
    expect(endless).toMatchObject({ ok: false, failure: { kind: 'timed-out' } });
    expect(order.at(-1)).toBe('/endless');
    expect(started).toHaveLength(2);
    expect(await made.render('/later', 'view')).toMatchObject({ ok: true });
    expect(started).toHaveLength(3);
  });

  it('is told from a large one on a slow disk', async () => {
    const made = openWith(
      'slow-disk.cjs',
      `const grant = ${GRANT};
       const sizes = { '/large': 1e12, '/gone': null };
       process.on('message', ({ id, path }) => {
         if (path in sizes) process.send({ kind: 'reading', id, bytes: sizes[path] });
         else grant(id);
       });`,
      200,
    );
    const settled: string[] = [];
    void made.render('/large', 'view').finally(() => settled.push('/large'));
    expect(await made.render('/gone', 'view')).toMatchObject({ ok: false, failure: { kind: 'read-error' } });
    expect(await made.render('/small', 'view')).toMatchObject({ ok: true });
    expect(settled).toEqual([]);
  });

  it('keeps nobody waiting when the thumbnailer is closed', async () => {
    const made = openWith('deaf.cjs', `process.on('message', () => undefined);`);
    const wish = made.render('/a', 'view');
    made.close();
    expect(await wish).toMatchObject({ ok: false, failure: { detail: 'The window is closing.' } });
  });
});
