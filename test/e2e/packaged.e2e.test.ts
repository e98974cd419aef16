import { parse } from 'csv-parse/sync';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compareScreenTexts } from '../../shared/texts/compare-screen.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { projectRoot, samples } from '../cli/classifold.ts';
import { classifoldWindow } from './classifold-window.ts';
import { compareParts } from './compare-parts.ts';
import {
  archivedFiles,
  filesIn,
  killPackages,
  makePackage,
  packaged,
  readFuses,
  startAgain,
  startPackage,
} from './packaged-application.ts';
import { ELECTRON_VERSION } from './runtime/place.ts';

const resources = path.join(packaged, 'resources');
let printed: string;
let folder: string;

beforeAll(async () => {
  printed = await makePackage();
}, 300_000);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'classifold-packaged-'));
});
afterEach(async () => {
  await killPackages();
  // Their workers end themselves, and may still be at a file.
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

describe('the packaged application', () => {
  it('classifies its samples, is given folders by its start and by a second one, and exports CSV', async () => {
    const [trip, zoo] = [path.join(folder, 'été 2026'), path.join(folder, 'Зоопарк')];
    for (const place of [trip, zoo]) {
      mkdirSync(place);
      cpSync(path.join(samples, 'german-shepherd.webp'), path.join(place, 'shepherd.webp'));
    }
    // Each is read by a native library of its own: BMP, HEIC, TIFF.
    const pictures = path.join(projectRoot, 'test', 'fixtures', 'pictures');
    for (const name of ['24-bit.bmp', 'quadrants.heic', 'dated.tif'])
      cpSync(path.join(pictures, name), path.join(trip, name));
    const marker = path.join(folder, 'marker');
    const intruder = path.join(folder, 'intruder.cjs');
    writeFileSync(intruder, `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '')`);
    const csv = path.join(folder, 'found.csv');
    const env = { CLASSIFOLD_TEST_SAVE_AS: csv, NODE_OPTIONS: `--require "${intruder}"`, ELECTRON_RUN_AS_NODE: '1' };

    const first = await startPackage({ folder, env });
    const empty = classifoldWindow(first.page);
    await empty.invitation.waitFor();
    await first.page.getByRole('button', { name: windowTexts.firstStart.trySamples }).click();
    expect(await empty.run.finished()).toMatch(/^Done: 15 pictures/);
    await expect.poll(() => empty.shownPaths()).toHaveLength(15);
    await first.page.close();
    expect(await first.ended).toBe(0);

    const application = await startPackage({ folder, env, args: [trip] });
    const window = classifoldWindow(application.page);
    await window.startRun();
    expect(await window.run.finished()).toMatch(/^Done: 4 pictures/);
    // All with predictions, none failed.
    await window.search('folder:"été 2026" score>=0');
    await expect.poll(() => window.shownPaths(), { timeout: 30_000 }).toHaveLength(4);
    expect(await startAgain({ folder, args: [pathToFileURL(zoo).href] })).toBe(0);
    await window.startRun();
    await window.search('dog');
    expect(await window.run.finished()).toMatch(/^Done: 1 picture/);
    const dogs = [
      path.join(folder, 'application', 'made-again', 'samples', 'german-shepherd.webp'),
      path.join(trip, 'shepherd.webp'),
      path.join(zoo, 'shepherd.webp'),
    ];
    await expect.poll(async () => [...(await window.shownPaths())].sort(), { timeout: 30_000 }).toEqual(dogs);

    await application.page.getByRole('button', { name: windowTexts.actions.export }).click();
    await application.page.getByText(windowTexts.actions.exported(3, csv)).waitFor();
    const rows = parse<Record<string, string>>(readFileSync(csv), { columns: true, bom: true });
    expect(rows.map((row) => path.join(row['root'] ?? '', row['relative_path'] ?? '')).sort()).toEqual(dogs);
    expect(new Set(rows.map((row) => row['class_1']))).toEqual(new Set(['German shepherd']));

    // What draws is a script of its own in the archive.
    await window.models.open();
    await application.page.getByRole('button', { name: compareScreenTexts.open }).click();
    await compareParts(application.page).scalingChart.locator('svg').waitFor();

    await application.page.close();
    expect(await application.ended).toBe(0);
    // Whoever can set variables cannot have the application run code of theirs.
    expect(existsSync(marker)).toBe(false);
  });

  it('has its fuses as electron-builder.yml wants them', async () => {
    const fuses = await readFuses();
    expect(Object.fromEntries(fuses)).toMatchObject({
      RunAsNode: 'Disabled',
      EnableCookieEncryption: 'Enabled',
      EnableNodeOptionsEnvironmentVariable: 'Disabled',
      EnableNodeCliInspectArguments: 'Disabled',
      EnableEmbeddedAsarIntegrityValidation: 'Enabled',
      OnlyLoadAppFromAsar: 'Enabled',
    });
  });

  it('says that it is a test package, and with which Electron', () => {
    expect(readFileSync(path.join(resources, 'TEST-PACKAGE.txt'), 'utf8')).toContain(`Electron ${ELECTRON_VERSION}`);
    expect(printed).toContain(`TEST PACKAGE, not for release: Electron ${ELECTRON_VERSION} went in`);
  });

  it('has a notice for every package, and its parts are as big as docs/installing.md says', async () => {
    const notices = readFileSync(path.join(resources, 'THIRD-PARTY-NOTICES.md'), 'utf8');
    const manifest = /^\/node_modules\/((?:@[^/]+\/)?[^/@]+)\/package\.json$/;
    const names = (await archivedFiles()).flatMap((file) => manifest.exec(file)?.[1] ?? []);
    expect(names).toContain('@img/sharp-linux-x64');
    // Packages of one platform have one notice for all platforms.
    const noticed = names.map((name) => name.replace(/-linux-x64.*/, '-*'));
    expect(noticed.filter((name) => !notices.includes(name))).toEqual([]);

    const said = documentedSizes();
    const found = packagedSizes();
    expect([...said.keys()]).toEqual([...found.keys()]);
    for (const [part, megabytes] of found) {
      expect(Math.abs(megabytes - (said.get(part) ?? 0)), part).toBeLessThan(Math.max(0.5, megabytes / 10));
    }
  });

  it('holds no file of development and nothing for another platform', async () => {
    const files = await archivedFiles();
    expect(new Set(files.map((file) => file.split('/')[1]))).toEqual(
      new Set(['node_modules', 'out', 'package.json', 'test-runtime']),
    );
    const all = [...files, ...filesIn(resources).map((file) => path.relative(resources, file))];
    expect(all.filter((file) => /\.(?:ts|tsx|map|py|c|cc|cpp|h|hpp|gyp|tsbuildinfo|nsh|svg)$/.test(file))).toEqual([]);
    expect(all.filter((file) => /(?:^|\/)(?:test|tests|docs|src|\.github)\//.test(file))).toEqual([]);
    expect(all.filter((file) => /darwin|win32|arm64|musl|\.dll$|\.dylib$/.test(file))).toEqual([]);
  });
});

/** The table of docs/installing.md: megabytes by part. */
function documentedSizes(): ReadonlyMap<string, number> {
  const page = readFileSync(path.join(projectRoot, 'docs', 'installing.md'), 'utf8');
  return new Map([...page.matchAll(/^\| (.+) \| ([\d.]+) \|$/gm)].map(([, part, size]) => [part ?? '', Number(size)]));
}

/** What that table says of the package that is there. */
function packagedSizes(): ReadonlyMap<string, number> {
  const unpacked = (...parts: readonly string[]): string =>
    path.join(resources, 'app.asar.unpacked', 'node_modules', ...parts);
  const asset = (name: string): number => megabytesIn(path.join(resources, 'assets', name));
  return new Map([
    [`Electron ${ELECTRON_VERSION} with its licences, English only`, megabytesIn(packaged) - megabytesIn(resources)],
    ['ONNX Runtime', megabytesIn(unpacked('onnxruntime-node'))],
    ['sharp with libvips', megabytesIn(unpacked('@img'))],
    ['reader of BMP (`@napi-rs/image`)', megabytesIn(unpacked('@napi-rs'))],
    ['SQLite', megabytesIn(unpacked('better-sqlite3'))],
    ['libheif', megabytesIn(unpacked('libheif-js'))],
    ['programs, window and the loader of our tests (`app.asar`)', megabytesIn(path.join(resources, 'app.asar'))],
    ['model', asset('models')],
    ['label data', asset('taxonomy')],
    ['sample pictures', asset('samples')],
  ]);
}

function megabytesIn(place: string): number {
  const bytes = filesIn(place).reduce((sum, file) => sum + statSync(file).size, 0);
  return Math.round(bytes / 1e5) / 10;
}
