import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { windowTexts } from '../../shared/texts/window.ts';
import { samples } from '../cli/classifold.ts';
import { hasTensorflow } from '../engine/tensorflow-here.ts';
import { classifoldWindow } from './classifold-window.ts';
import { killPackages, makePackage, startPackage } from './packaged-application.ts';
import { ADD_WITHIN_MS, makeRealPack } from './real-pack.ts';
import { bestClasses } from './results.ts';

const { engines: texts, run } = windowTexts;
const PICTURES = readdirSync(samples).filter((name) => !name.endsWith('.md'));

describe.skipIf(!hasTensorflow)('the packaged application', () => {
  let folder: string;
  let pack: string;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'classifold-packaged-'));
    pack = makeRealPack(folder);
    await makePackage();
  }, 600_000);
  afterAll(async () => {
    await killPackages();
    // Its workers end themselves, and may still be at a file.
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  });

  it('adds a real engine pack, which computes of all samples what its own engine does', async () => {
    // The same pixels, other contents: each is computed.
    const again = path.join(folder, 'again');
    mkdirSync(again);
    for (const name of PICTURES) {
      writeFileSync(
        path.join(again, `again ${name}`),
        Buffer.concat([readFileSync(path.join(samples, name)), Buffer.from('again')]),
      );
    }
    const { page, ended } = await startPackage({ folder, env: { CLASSIFOLD_TEST_OPEN: pack } });
    const window = classifoldWindow(page);
    await window.trySamples();
    await window.run.finished();

    await window.engines.open();
    await window.engines.choosePack('archive');
    await window.engines.packDialog.getByRole('button', { name: texts.addDialog.confirm }).click();
    await page.getByText(texts.addDialog.added('tensorflow')).waitFor({ timeout: ADD_WITHIN_MS });
    await window.engines
      .card('tensorflow')
      .getByText(/from an engine pack/)
      .waitFor();
    expect(readdirSync(path.join(folder, 'application', 'engines'))).toEqual(['tensorflow']);

    await window.engines.choose('tensorflow');
    await window.drop([again]);
    await window.startRun();
    await page.getByText(run.by('tensorflow')).waitFor({ timeout: ADD_WITHIN_MS });
    const best = bestClasses(path.join(folder, 'application', 'catalog.sqlite'));
    expect(best.size).toBe(2 * PICTURES.length);
    for (const name of PICTURES) expect(best.get(`again ${name}`), name).toBe(best.get(name));

    await page.close();
    expect(await ended).toBe(0);
  });
});
