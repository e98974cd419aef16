import { readdirSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPack } from '../../main/engine-pack/open-pack.ts';
import { receivePack } from '../../main/engine-pack/receive-pack.ts';
import type { EnginePackFault, EnginePackStep } from '../../shared/engine-pack.ts';
import { archiveOf, packContents, renamed, withField, type Contents } from './archive-builder.ts';
import { FILES, manifestOf, openPackBench, sha256 } from './pack-builder.ts';

let bench: ReturnType<typeof openPackBench>;
beforeEach(() => {
  bench = openPackBench();
});
afterEach(() => {
  expect(openFiles()).toEqual([]);
  bench.remove();
});

/** What this process has open of the bench. */
function openFiles(): readonly string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      const file = readlinkSync(`/proc/self/fd/${descriptor}`);
      return file.startsWith(bench.path()) ? [file] : [];
    } catch {
      // The one that the folder was listed through.
      return [];
    }
  });
}

function lay(archive: Buffer, name = 'pack.zip'): string {
  writeFileSync(bench.path(name), archive);
  return bench.path(name);
}

const nothing = (): void => undefined;

/** Takes a pack in; null, or why not. Whatever came of it, nothing is left open. */
async function receive(
  pack: string,
  signal = new AbortController().signal,
  tell: (step: EnginePackStep) => void = nothing,
) {
  rmSync(bench.path('taken'), { recursive: true, force: true });
  const opened = await openPack(pack);
  expect(openFiles()).toEqual([]);
  if (!opened.ok) return opened.fault;
  const fault = await receivePack({ source: opened.value, folder: bench.path('taken'), signal, tell });
  expect(openFiles()).toEqual([]);
  return fault;
}

function expectTaken(): void {
  const files = Object.entries({ ...FILES, 'pack.json': manifestOf(FILES) });
  for (const [name, content] of files) expect(readFileSync(bench.path('taken', name), 'utf8')).toBe(content);
  const taken = readdirSync(bench.path('taken'), { recursive: true, withFileTypes: true });
  expect(taken.filter((entry) => entry.isFile())).toHaveLength(files.length);
}

const LIBRARY = 'node_modules/@tensorflow/tfjs-node/deps/lib/libtensorflow.so.2';
const SMALL = 'node_modules/long/index.js';
const PACK = packContents(FILES);
const inFolder = (folder: string, contents: Contents = PACK): Contents => [
  [folder, ''],
  ...contents.map(([name, content]) => [`${folder}${name}`, content] as const),
];

describe('an archive of a pack', () => {
  it('says what it is before anything is taken', async () => {
    const opened = await openPack(lay(await archiveOf(PACK)));
    expect(opened).toMatchObject({ ok: true, value: { facts: { files: 3, digest: sha256(manifestOf(FILES)) } } });
  });

  it.each<[string, () => Promise<Buffer>]>([
    ['deflated', () => archiveOf(PACK)],
    ['stored', () => archiveOf(PACK, { isStored: true })],
    ['with its manifest first', () => archiveOf([...PACK].reverse())],
    ['of a form for gigabytes', () => archiveOf(PACK, { isZip64: true })],
    [
      'as Finder makes them',
      () => archiveOf([...inFolder('pack/'), ['pack/.DS_Store', 'icons'], ['__MACOSX/pack/._pack.json', 'attributes']]),
    ],
    ['of a system without modes', () => archiveOf(PACK, { mode: () => 0 })],
    ['with entries for its folders', () => archiveOf([['node_modules/', ''], ['node_modules/long/', ''], ...PACK])],
    ['of a whole folder', () => archiveOf(inFolder('TensorFlow – a pack (2)/'))],
    ['of a folder as bsdtar names it', () => archiveOf(inFolder('./'))],
    ['as some programs on Windows write it', async () => renamed(await archiveOf(PACK), '/long/', '\\long\\')],
  ])('is taken %s', async (_what, archive) => {
    expect(await receive(lay(await archive(), 'pack'))).toBeNull();
    expectTaken();
  });

  it('is left when it is cancelled, in the middle of a file too', async () => {
    const files = { ...FILES, [LIBRARY]: '\0'.repeat(30e6) };
    const pack = lay(await archiveOf(packContents(files)));
    expect(await receive(pack, AbortSignal.abort())).toEqual({ kind: 'cancelled' });
    const stop = new AbortController();
    const cancelled = await receive(pack, stop.signal, () => {
      stop.abort();
    });
    expect(cancelled).toEqual({ kind: 'cancelled' });
    const { size } = statSync(bench.path('taken', LIBRARY));
    expect([size > 1e6, size < 20e6]).toEqual([true, true]);
  });

  it('is unpacked no further than its manifest says', async () => {
    const bomb: Contents = [...packContents({ [SMALL]: 'small' }, manifestOf({ [SMALL]: 'small' }))].map(
      ([name, content]) => (name === SMALL ? [name, Buffer.alloc(40e6)] : [name, content]),
    );
    const pack = lay(await archiveOf(bomb));
    const told: EnginePackStep[] = [];
    expect(await receive(pack, undefined, (step) => void told.push(step))).toMatchObject({
      kind: 'wrong-size',
      path: SMALL,
      expected: 5,
    });
    expect(statSync(bench.path('taken', SMALL)).size).toBe(0);
    expect(told).toEqual([]);
  });
});

describe('an archive', () => {
  const change =
    (name: string, field: Parameters<typeof withField>[2], value: number, contents = PACK) =>
    async () =>
      withField(await archiveOf(contents), name, field, value);
  const link = (name: string) => (name === SMALL ? 0o120777 : 0o100644);
  const { [SMALL]: small = '', ...others } = FILES;

  it.each<[string, () => Promise<Buffer>, Partial<EnginePackFault>]>([
    ['a file that is not listed', () => archiveOf([['evil.js', ''], ...PACK]), { kind: 'unlisted', path: 'evil.js' }],
    [
      'a file beside the folder of the pack',
      () => archiveOf([...inFolder('pack/'), ['evil.js', '']]),
      { kind: 'unlisted', path: 'evil.js' },
    ],
    ['two packs', () => archiveOf([...inFolder('a/'), ...inFolder('b/')]), { kind: 'unlisted', path: 'b/' }],
    [
      'a file that is missing',
      () => archiveOf(packContents(others, manifestOf(FILES))),
      { kind: 'missing', path: SMALL },
    ],
    ['a file twice', () => archiveOf([...PACK, [SMALL, small]]), { kind: 'unlisted', path: SMALL }],
    ['two manifests', () => archiveOf([...PACK, ['pack.json', '{}']]), { kind: 'unlisted', path: 'pack.json' }],
    [
      'another file than it lists',
      () => archiveOf(packContents({ ...FILES, [SMALL]: 'exports.lonG = true;' }, manifestOf(FILES))),
      { kind: 'wrong-digest', path: SMALL },
    ],
    [
      'a shorter one',
      () => archiveOf(packContents({ ...FILES, [SMALL]: '' }, manifestOf(FILES))),
      { kind: 'wrong-size', found: 0 },
    ],
    [
      'a path that leads upwards',
      async () => renamed(await archiveOf(PACK), 'node_modules/long', '../../../../../up'),
      { kind: 'unsafe-path', path: '../../../../../up/index.js' },
    ],
    [
      'one that leads upwards by backslashes',
      async () => renamed(await archiveOf(PACK), 'node_modules/long', '..\\..\\..\\..\\..\\up'),
      { kind: 'unsafe-path', path: '../../../../../up/index.js' },
    ],
    [
      'an absolute path',
      async () => renamed(await archiveOf(PACK), 'node_modules/long', '/ode_modules/long'),
      { kind: 'unsafe-path' },
    ],
    [
      'a drive',
      async () => renamed(await archiveOf(PACK), 'node_modules/long', 'C:de_modules/long'),
      { kind: 'unsafe-path' },
    ],
    ['a link', () => archiveOf(PACK, { mode: link }), { kind: 'no-file', path: SMALL }],
    ['a device', change(SMALL, 'attributes', (0o020644 << 16) >>> 0), { kind: 'no-file', path: SMALL }],
    ['a folder that is called like a file', change(SMALL, 'attributes', 0x10), { kind: 'no-file', path: SMALL }],
    ['an encrypted file', change(SMALL, 'flags', 0x801), { kind: 'not-unpacked', path: SMALL, why: 'it is encrypted' }],
    ['everything encrypted', change(SMALL, 'flags', 0x41), { kind: 'damaged-archive' }],
    [
      'a method of later',
      change(SMALL, 'method', 93),
      { kind: 'not-unpacked', path: SMALL, why: 'it is packed by method 93' },
    ],
    ['a deflated file called stored', change(SMALL, 'method', 0), { kind: 'damaged-archive' }],
    ['a size that is too small', change(LIBRARY, 'bytes', 10), { kind: 'damaged-archive' }],
    ['a size that is too large', change(LIBRARY, 'bytes', 0xfffffffe), { kind: 'damaged-archive' }],
    ['a file that ends early', change(LIBRARY, 'packedBytes', 20), { kind: 'damaged-archive' }],
    ['a file beyond its end', change(LIBRARY, 'packedBytes', 0xfffffffe), { kind: 'damaged-archive' }],
    ['no manifest', () => archiveOf(Object.entries(FILES)), { kind: 'no-pack' }],
    ['a manifest too deep in it', () => archiveOf(inFolder('a/b/')), { kind: 'no-pack' }],
    [
      'all of it in a folder upwards',
      async () => renamed(await archiveOf(inFolder('UP/')), 'UP/', '../'),
      { kind: 'no-pack' },
    ],
    [
      'all of it at the root of the disk',
      async () =>
        renamed(
          renamed(
            await archiveOf(PACK.map(([name, content]) => [`-${name}`, content])),
            '-node_modules',
            '/node_modules',
          ),
          '-pack.json',
          '/pack.json',
        ),
      { kind: 'no-pack' },
    ],
    ['nothing in it', () => archiveOf([]), { kind: 'no-pack' }],
    ['a manifest that is no JSON', () => archiveOf(packContents(FILES, '{')), { kind: 'damaged-manifest' }],
    [
      'an endless manifest',
      change('pack.json', 'bytes', 0xfffffffe, packContents(FILES, ' '.repeat(30e6))),
      { kind: 'damaged-manifest', detail: 'it is too long' },
    ],
    [
      'one that claims to be short',
      change('pack.json', 'bytes', 9, packContents(FILES, ' '.repeat(30e6))),
      { kind: 'damaged-archive' },
    ],
  ])('is refused with %s', async (_what, archive, fault) => {
    const found = await receive(lay(await archive()));
    expect(found).not.toBeNull();
    expect(found).toMatchObject(fault);
    expect(readdirSync(bench.path()).filter((name) => !/^(?:pack\.zip|taken)$/u.test(name))).toEqual([]);
  });

  it('of places that no file has is refused', async () => {
    const archive = await archiveOf(PACK, { isZip64: true });
    const locator = archive.lastIndexOf('PK\x06\x07', undefined, 'latin1');
    const beyond = Buffer.from(archive);
    beyond.fill(0xff, locator + 8, locator + 16);
    const early = { kind: 'damaged-archive', detail: 'it ends early' };
    expect(await receive(lay(beyond))).toEqual(early);
    const far = Buffer.from(archive);
    far.fill(0xff, archive.readUInt32LE(locator + 8) + 48, archive.readUInt32LE(locator + 8) + 56);
    expect(await receive(lay(far))).toEqual(early);
  });

  it('that lists more than any pack is not listed to its end', async () => {
    const tooMany = { kind: 'damaged-archive', detail: 'it lists more than any pack' };
    const many = await archiveOf(PACK);
    many.writeUInt16LE(0xfffe, many.length - 12);
    expect(await receive(lay(many))).toEqual(tooMany);
    const long = Array.from({ length: 300 }, (_, index) => [`${index}${'a'.repeat(60_000)}/`, ''] as const);
    expect(await receive(lay(await archiveOf([...long, ...PACK])))).toEqual(tooMany);
  });

  it('that was cut off anywhere is refused', async () => {
    const archive = await archiveOf(PACK);
    for (let length = 0; length < archive.length; length += 61) {
      const found = await receive(lay(archive.subarray(0, length)));
      expect(found?.kind).toBe(length < 4 ? 'no-pack' : 'damaged-archive');
    }
  });

  it('that was damaged anywhere is refused, or gives what it had to give', async () => {
    const archive = await archiveOf(PACK);
    const kinds = new Set<string>();
    for (let place = 0; place < archive.length; place += 13) {
      const damaged = Buffer.from(archive);
      damaged[place] = (damaged[place] ?? 0) ^ 0xff;
      const found = await receive(lay(damaged));
      if (found === null) expectTaken();
      kinds.add(found?.kind ?? 'taken');
    }
    expect([...kinds]).toEqual(expect.arrayContaining(['taken', 'damaged-archive']));
  });

  it('is what it is by its first bytes, and may be named by a link', async () => {
    const neither = { kind: 'no-pack', detail: 'it is neither a folder nor a zip archive' };
    expect(await receive(lay(Buffer.from('a text'), 'text.zip'))).toEqual(neither);
    expect(await receive(lay(Buffer.alloc(0), 'empty.zip'))).toEqual(neither);
    const pack = lay(await archiveOf(PACK), 'pack.of.another.name');
    symlinkSync(pack, bench.path('link.zip'));
    expect(await receive(bench.path('link.zip'))).toBeNull();
    expect(await receive(path.join(bench.path(), 'nowhere.zip'))).toMatchObject({ kind: 'no-pack' });
  });
});
