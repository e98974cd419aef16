import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPack } from '../../main/engine-pack/open-pack.ts';
import { receivePack } from '../../main/engine-pack/receive-pack.ts';
import type { EnginePackFault, EnginePackStep } from '../../shared/engine-pack.ts';
import { FILES, manifestOf, openPackBench, sha256 } from './pack-builder.ts';

let bench: ReturnType<typeof openPackBench>;
beforeEach(() => {
  bench = openPackBench();
});
afterEach(() => {
  bench.remove();
});

/** Takes a pack in; null, or why not. */
async function receive(pack: string, signal = new AbortController().signal, steps: EnginePackStep[] = []) {
  const opened = await openPack(pack);
  if (!opened.ok) return opened.fault;
  const tell = (step: EnginePackStep): void => void steps.push(step);
  return receivePack({ source: opened.value, folder: bench.path('taken'), signal, tell });
}

const LIBRARY = 'node_modules/@tensorflow/tfjs-node/deps/lib/libtensorflow.so.2';
const { [LIBRARY]: native = '', ...others } = FILES;

describe('a pack', () => {
  const lay = (files: Readonly<Record<string, string>>, manifest?: string): string =>
    bench.folder('pack', files, manifest);

  it('says what it is before anything is taken, and is then copied file by file', async () => {
    const pack = lay(FILES);
    const opened = await openPack(pack);
    if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
    const bytes = Object.values(FILES).join('').length;
    expect(opened.value.facts).toEqual({
      engine: 'tensorflow',
      package: '@tensorflow/tfjs-node',
      version: '4.22.0',
      library: '2.21.0',
      platform: process.platform,
      arch: process.arch,
      device: 'cpu',
      files: 3,
      bytes,
      digest: sha256(manifestOf(FILES)),
    });
    expect(existsSync(bench.path('taken'))).toBe(false);
    const steps: EnginePackStep[] = [];
    expect(await receive(pack, undefined, steps)).toBeNull();
    expect(steps.at(-1)).toEqual({ step: 'copying', bytes, of: bytes });
    for (const [name, content] of Object.entries(FILES)) {
      expect(readFileSync(bench.path('taken', name), 'utf8')).toBe(content);
    }
    expect(readFileSync(bench.path('taken', 'pack.json'), 'utf8')).toBe(manifestOf(FILES));
  });

  it.each<[string, () => string, Partial<EnginePackFault>]>([
    ['a file that is not listed', () => lay({ ...FILES, 'evil.js': '' }, manifestOf(FILES)), { kind: 'unlisted' }],
    ['a file that is missing', () => lay(others, manifestOf(FILES)), { kind: 'missing', path: LIBRARY }],
    [
      'a changed byte',
      () => lay({ ...FILES, [LIBRARY]: native.replace('native', 'nAtive') }, manifestOf(FILES)),
      { kind: 'wrong-digest', path: LIBRARY, expected: sha256(native) },
    ],
    [
      'a file that is longer than it says',
      () => lay({ ...FILES, [LIBRARY]: `${native}!` }, manifestOf(FILES)),
      { kind: 'wrong-size', path: LIBRARY, expected: native.length },
    ],
    [
      'a file that is shorter',
      () => lay({ ...FILES, [LIBRARY]: native.slice(1) }, manifestOf(FILES)),
      { kind: 'wrong-size', found: native.length - 1 },
    ],
    ['a format of later', () => lay(FILES, manifestOf(FILES, { format: 2 })), { kind: 'unknown-format', format: '2' }],
    ['a field it does not know', () => lay(FILES, manifestOf(FILES, { run: 'me' })), { kind: 'damaged-manifest' }],
    ['no JSON', () => lay(FILES, '{'), { kind: 'damaged-manifest', detail: 'it is no JSON' }],
    ['another system', () => lay(FILES, manifestOf(FILES, { platform: 'sunos' })), { kind: 'other-machine' }],
    ['another processor', () => lay(FILES, manifestOf(FILES, { arch: 'mips' })), { kind: 'other-machine' }],
    ['a later Node-API', () => lay(FILES, manifestOf(FILES, { nodeApi: 99 })), { kind: 'newer-node-api', needs: 99 }],
    [
      'more than any pack',
      () => lay(FILES, manifestOf(FILES, { files: [{ path: 'large', bytes: 1e15, sha256: sha256('') }] })),
      { kind: 'too-large', bytes: 1e15 },
    ],
    ...['../up', '/etc/passwd', 'a/../../up', 'a\\b', 'C:x', 'a/./b', 'a//b', 'nul.txt', 'end.', 'pack.json'].map(
      (name): [string, () => string, Partial<EnginePackFault>] => [
        `the path ${name}`,
        () => lay(FILES, manifestOf({ ...FILES, [name]: '' })),
        { kind: 'unsafe-path', path: name },
      ],
    ),
    [
      'two names that some disks take for one',
      () => lay(FILES, manifestOf({ ...FILES, 'Node_modules/long/index.js': '' })),
      { kind: 'unsafe-path' },
    ],
  ])('is refused with %s', async (_what, pack, fault) => {
    const found = await receive(pack());
    expect(found).not.toBeNull();
    expect(found).toMatchObject(fault);
  });

  it('is taken without what a desktop has left in it', async () => {
    expect(
      await receive(lay({ ...FILES, '.DS_Store': 'x', 'node_modules/Thumbs.db': 'x' }, manifestOf(FILES))),
    ).toBeNull();
    expect(existsSync(bench.path('taken', LIBRARY))).toBe(true);
    expect(existsSync(bench.path('taken', '.DS_Store'))).toBe(false);
    expect(existsSync(bench.path('taken', 'node_modules/Thumbs.db'))).toBe(false);
  });

  it('is left when it is cancelled', async () => {
    expect(await receive(lay(FILES), AbortSignal.abort())).toEqual({ kind: 'cancelled' });
  });
});

describe('a folder', () => {
  it('is refused with links and pipes, whatever they lead to', async () => {
    const pack = bench.folder('pack', others, manifestOf(FILES));
    mkdirSync(path.dirname(path.join(pack, LIBRARY)), { recursive: true });
    writeFileSync(bench.path('outside'), native);
    symlinkSync(bench.path('outside'), path.join(pack, LIBRARY));
    expect(await receive(pack)).toEqual({ kind: 'no-file', path: LIBRARY });
    rmSync(path.join(pack, LIBRARY));
    execFileSync('mkfifo', [path.join(pack, LIBRARY)]);
    rmSync(bench.path('taken'), { recursive: true });
    expect(await receive(pack)).toEqual({ kind: 'no-file', path: LIBRARY });
  });

  it('may be named by a link', async () => {
    const pack = bench.folder('pack', FILES);
    symlinkSync(pack, bench.path('link'), 'junction');
    expect(await receive(bench.path('link'))).toBeNull();
  });

  it('needs its manifest, and to be there', async () => {
    mkdirSync(bench.path('empty'));
    expect(await receive(bench.path('empty'))).toMatchObject({ kind: 'no-pack' });
    expect(await receive(bench.path('nowhere'))).toMatchObject({ kind: 'no-pack' });
  });
});
