import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownDisplay } from '../own-display.ts';
import { onnxruntimeCpu } from '../../../main/engine/onnxruntime.ts';
import { hasTensorflow } from '../../engine/tensorflow-here.ts';
import { dropFiles } from '../drop.ts';
import { launchElectron } from '../electron.ts';
import { ELECTRON_VERSION } from './place.ts';
import { trialLogits } from './trial/network.ts';

/** What trial/preload.ts puts on the window. */
interface Trial {
  child(): Promise<unknown>;
  globals(): Promise<{ readonly bytes: Uint8Array; readonly map: ReadonlyMap<string, bigint> }>;
  pathOf(file: unknown): string;
}
declare const trial: Trial;

const modules = ['better-sqlite3', 'onnxruntime-node', 'sharp'];
let folder: string;
let application: ElectronApplication;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'classifold-runtime-'));
  // Inside the checkout, where node_modules are found.
  const outdir = path.resolve(import.meta.dirname, '../../../out/test/trial');
  await build({
    absWorkingDir: path.join(import.meta.dirname, 'trial'),
    entryPoints: ['main.ts', 'preload.ts', 'child.ts'],
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node16',
    external: ['electron', ...modules],
    define: { 'import.meta.dirname': '__dirname' },
  });
  writeFileSync(path.join(outdir, 'page.txt'), 'read from a file');
  application = await launchElectron({
    application: path.join(outdir, 'main.cjs'),
    userData: path.join(folder, 'data'),
    display: ownDisplay(),
  });
  page = await application.firstWindow();
  await page.waitForLoadState();
});

afterAll(async () => {
  await application.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the Electron that the end-to-end tests run in', () => {
  it('is a real one, of the version that we say, started as for a developer', async () => {
    const seen = await application.evaluate(({ app }) => ({
      electron: process.versions.electron,
      packaged: app.isPackaged,
      userData: app.getPath('userData'),
      defaultApp: process.defaultApp,
    }));
    expect(seen).toEqual({
      electron: ELECTRON_VERSION,
      packaged: false,
      userData: path.join(folder, 'data'),
      defaultApp: true,
    });
  });

  it('serves a page, a file and a failure by protocol.handle', async () => {
    expect(page.url()).toBe('trial://page/');
    expect(await page.title()).toBe('Trial');
    const answers = await page.evaluate(async () => {
      const file = await fetch('trial://page/file').then((response) => response.text());
      const broken = await fetch('trial://page/broken').then(
        () => 'answered',
        () => 'failed',
      );
      return { file, broken };
    });
    expect(answers).toEqual({ file: 'read from a file', broken: 'failed' });
  });

  it('has the globals of newer versions in its main process', async () => {
    const cloned = await page.evaluate(async () => {
      const { bytes, map } = await trial.globals();
      return { bytes, entries: [...map] };
    });
    expect(cloned).toEqual({ bytes: new Uint8Array([1, 2]), entries: [['a', 1n]] });
  });

  it('loads SQLite, ONNX Runtime, TensorFlow and sharp in a utility process', async () => {
    const logits = (await trialLogits(onnxruntimeCpu)).map((logit) => expect.closeTo(logit, 4) as number);
    expect(await page.evaluate(() => trial.child())).toEqual({
      node: '16.17.1',
      row: { text: 'kept', version: expect.stringMatching(/^3\./) as string },
      pixels: [255, 0, 0, 255, 0, 0],
      refused: expect.stringContaining('protobuf') as string,
      tensorflow: hasTensorflow ? logits : (expect.stringContaining('no binding') as string),
      missing: [],
    });
  });

  it('gives the paths of files and folders that are dropped', async () => {
    const file = path.join(folder, 'a file.txt');
    const nested = path.join(folder, 'folder');
    writeFileSync(file, 'x');
    mkdirSync(nested);
    const dropped = page.evaluate(
      () =>
        new Promise<readonly string[]>((resolve) => {
          addEventListener('dragover', (event) => {
            event.preventDefault();
          });
          addEventListener('drop', (event) => {
            event.preventDefault();
            resolve([...(event.dataTransfer?.files ?? [])].map((each) => trial.pathOf(each)));
          });
        }),
    );
    await dropFiles(page, page.getByRole('heading'), [file, nested]);
    expect(await dropped).toEqual([file, nested]);
  });
});
