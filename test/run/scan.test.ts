import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileCandidates } from '../../main/run/candidates.ts';
import { scanScope } from '../../main/run/scan.ts';
import { bytesOfPath, displayPath, type FilePath } from '../../shared/file-path.ts';
import { DEFAULT_EXTENSIONS } from '../../shared/picture.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'scan-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function makeTree(name: string, files: readonly string[]): string {
  const root = path.join(folder, name);
  mkdirSync(root);
  for (const file of files) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), file);
  }
  return root;
}

interface Found {
  readonly files: FilePath[];
  readonly others: FilePath[];
  readonly skipped: Record<string, number>;
  readonly unlisted: { readonly folder: FilePath; readonly kind: string | null }[];
}

async function scan(
  root: string,
  options: { ignore?: string[]; extensions?: string[]; prefix?: FilePath; files?: string[]; pictures?: string[] } = {},
): Promise<Found> {
  const candidates = compileCandidates(
    { extensions: options.extensions ?? DEFAULT_EXTENSIONS, ignore: options.ignore ?? [] },
    (file) => Promise.resolve(options.pictures?.includes(path.relative(root, displayPath(file))) ?? false),
  );
  const found: Found = { files: [], others: [], skipped: {}, unlisted: [] };
  const part =
    options.files === undefined
      ? ({ kind: 'folder', prefix: options.prefix ?? '' } as const)
      : ({ kind: 'files', files: options.files } as const);
  const scope = { root: 1, rootPath: root, part };
  for await (const chunk of scanScope(scope, candidates, new AbortController().signal)) {
    found.files.push(...chunk.files.map((file) => file.path));
    found.others.push(...chunk.others);
    for (const [type, count] of chunk.skipped) found.skipped[type] = (found.skipped[type] ?? 0) + count;
    found.unlisted.push(
      ...chunk.unlisted.map(({ folder: at, failure }) => ({ folder: at, kind: failure?.kind ?? null })),
    );
  }
  found.files.sort((a, b) => Buffer.compare(bytesOfPath(a), bytesOfPath(b)));
  return found;
}

describe('a scan', () => {
  it('finds candidates by extension in any case, at any depth, and counts the rest by type', async () => {
    const root = makeTree('types', [
      'a.JPG',
      'b/c/d.Heic',
      'b/notes.txt',
      'movie.mp4',
      'b/more.txt',
      'README',
      '.jpg',
      'x.jpg.part',
    ]);
    const found = await scan(root);
    expect(found.files).toEqual(['a.JPG', 'b/c/d.Heic']);
    expect(found.skipped).toEqual({ txt: 2, mp4: 1, 'no extension': 1, hidden: 1, part: 1 });
  });

  it('measures size and mtime to the nanosecond', async () => {
    const root = makeTree('facts', ['a.jpg']);
    execFileSync('touch', ['-d', '2024-02-03T04:05:06.123456789Z', path.join(root, 'a.jpg')]);
    const scope = { root: 1, rootPath: root, part: { kind: 'folder', prefix: '' } } as const;
    const candidates = compileCandidates({ extensions: ['jpg'], ignore: [] }, () => Promise.resolve(false));
    for await (const { files } of scanScope(scope, candidates, new AbortController().signal)) {
      expect(files).toEqual([{ path: 'a.jpg', size: 5, mtimeNs: 1706933106123456789n }]);
    }
  });

  it('leaves out hidden and system folders, ignored paths, and says so, so that they are not swept', async () => {
    const root = makeTree('left-out', [
      'kept/a.jpg',
      '.git/b.jpg',
      '$RECYCLE.BIN/c.jpg',
      '@eaDir/d.jpg',
      'drafts/e.jpg',
      'kept/f-thumb.jpg',
    ]);
    const found = await scan(root, { ignore: ['drafts', '*-thumb.*'] });
    expect(found.files).toEqual(['kept/a.jpg']);
    expect(found.unlisted.map(({ folder: at }) => displayPath(at)).sort()).toEqual([
      '$RECYCLE.BIN',
      '.git',
      '@eaDir',
      'drafts',
    ]);
    expect(found.others).toEqual(['kept/f-thumb.jpg']);
  });

  it('reads patterns below the folder that was named, wherever its root lies', async () => {
    const root = makeTree('part', ['raw/a.jpg', '2024/raw/b.jpg', '2024/kept/raw/c.jpg', '2024/kept/d-draft.jpg']);
    const below = await scan(root, { prefix: '2024', ignore: ['raw/**', 'kept/*-draft.*'] });
    expect(below.files).toEqual(['2024/kept/raw/c.jpg']);
    expect(below.unlisted).toEqual([{ folder: '2024/raw', kind: null }]);
    expect(below.others).toEqual(['2024/kept/d-draft.jpg']);
    // What the root adds to a path is no part of what the person wrote.
    expect((await scan(root, { prefix: '2024', ignore: ['2024/**'] })).files).toHaveLength(3);
  });

  it('reads patterns below a folder whose name is not UTF-8', async () => {
    const root = makeTree('bytes', []);
    const prefix = Uint8Array.from([0xff, 0xe9]);
    const named = Buffer.concat([Buffer.from(`${root}/`), prefix]);
    mkdirSync(named);
    for (const name of ['raw', 'kept']) {
      const inside = Buffer.concat([named, Buffer.from(`/${name}`)]);
      mkdirSync(inside);
      writeFileSync(Buffer.concat([inside, Buffer.from('/a.jpg')]), name);
    }
    const found = await scan(root, { prefix, ignore: ['raw/**'] });
    expect(found.files.map(displayPath)).toEqual(['\u{fffd}\u{fffd}/kept/a.jpg']);
  });

  it('scans a hidden folder that was named itself', async () => {
    const root = makeTree('.hidden-root', ['a.jpg', '.deeper/b.jpg']);
    expect((await scan(root)).files).toEqual(['a.jpg']);
    expect((await scan(root, { prefix: '.deeper' })).files).toEqual(['.deeper/b.jpg']);
  });

  it('follows links to files, not to folders, and ends where links make a circle', async () => {
    const root = makeTree('links', ['real/a.jpg']);
    symlinkSync('a.jpg', path.join(root, 'real', 'linked.jpg'));
    symlinkSync('..', path.join(root, 'real', 'loop'));
    symlinkSync('..', path.join(root, 'real', 'loop.jpg'));
    symlinkSync('nowhere', path.join(root, 'dangling.jpg'));
    const found = await scan(root);
    expect(found.files).toEqual(['real/a.jpg', 'real/linked.jpg']);
    expect(found.skipped).toEqual({ 'no extension': 1, 'link to a folder or to nothing': 2 });
  });

  it('survives names that are not UTF-8, contain newlines, quotes and emoji, and paths near the longest', async () => {
    const root = makeTree('names', ['new\nline.jpg', 'quote"\'.jpg', '🦊/ümläut é.jpg', '\u{feff}bom.jpg']);
    const raw = Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff, 0xfe]), Buffer.from('.jpg')]);
    writeFileSync(raw, 'raw');
    // 4,096 bytes with the closing zero is the longest path of Linux; a name may have 255.
    let deep = root;
    while (Buffer.byteLength(deep) + 201 < 4080) deep = path.join(deep, 'd'.repeat(200));
    mkdirSync(deep, { recursive: true });
    const last = path.join(deep, `${'n'.repeat(4095 - Buffer.byteLength(deep) - 1 - 4)}.jpg`);
    writeFileSync(last, 'deep');
    const found = await scan(root);
    const bytes = found.files.filter((file) => typeof file !== 'string');
    expect(bytes).toEqual([Uint8Array.from([0xff, 0xfe, 0x2e, 0x6a, 0x70, 0x67])]);
    expect(found.files).toHaveLength(6);
    expect(found.files).toContain(path.relative(root, last));
    expect(found.files).toContain('\u{feff}bom.jpg');
  });

  it('meets a folder of many files in chunks', async () => {
    const root = makeTree(
      'many',
      Array.from({ length: 1203 }, (_, index) => `${index}.jpg`),
    );
    const candidates = compileCandidates({ extensions: ['jpg'], ignore: [] }, () => Promise.resolve(false));
    const scope = { root: 1, rootPath: root, part: { kind: 'folder', prefix: '' } } as const;
    const sizes: number[] = [];
    for await (const chunk of scanScope(scope, candidates, new AbortController().signal))
      sizes.push(chunk.files.length);
    expect(sizes).toEqual([500, 500, 203]);
  });

  it('of named files skips by type what neither extension nor content makes a picture', async () => {
    const root = makeTree('named', ['a.jpg', 'sub/a.xmp', 'b.txt', 'scan.part', 'plain', '.hidden.jpg']);
    const files = ['a.jpg', 'sub/a.xmp', 'b.txt', 'scan.part', 'plain', '.hidden.jpg', 'gone.txt', 'gone.jpg'];
    const found = await scan(root, { files, ignore: ['a.*'], pictures: ['scan.part', 'gone.txt'] });
    expect(found.files).toEqual(['.hidden.jpg', 'a.jpg', 'scan.part']);
    expect(found.skipped).toEqual({ xmp: 1, txt: 1, 'no extension': 1 });
    expect([...found.others].sort()).toEqual(['b.txt', 'plain', 'sub/a.xmp']);
  });

  it('throws for a root that is not there, and only for that', async () => {
    await expect(scan(path.join(folder, 'nowhere'))).rejects.toThrow('ENOENT');
  });
});
