import { parse } from 'csv-parse/sync';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applicationTexts } from '../../shared/texts/application.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { openDesk, type Desk, type RunningApplication } from './desk.ts';
import { answerQuestions } from './processes.ts';
import { putRecentLibrary } from './recent-library.ts';

const { actions } = windowTexts;
const { replace, cancel } = applicationTexts.replaceFile;

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

/** Answers the next dialogs of the system that ask where to write; records what is shown in the file manager. */
function stubSystem({ electron }: RunningApplication, file: string): Promise<void> {
  return electron.evaluate(({ dialog, shell }, chosen) => {
    dialog.showSaveDialog = (_window: unknown, options?: { readonly title?: string }) => {
      process.env['CLASSIFOLD_SAVING'] = options?.title ?? '';
      return Promise.resolve({ canceled: false, filePath: chosen });
    };
    shell.showItemInFolder = (shown) => {
      process.env['CLASSIFOLD_SHOWN'] = shown;
    };
  }, file);
}

function shownFile({ electron }: RunningApplication): Promise<string | undefined> {
  return electron.evaluate(() => process.env['CLASSIFOLD_SHOWN']);
}

/** What the last dialog said that asked where to write. */
function savedTitle({ electron }: RunningApplication): Promise<string | undefined> {
  return electron.evaluate(() => process.env['CLASSIFOLD_SAVING']);
}

/** Records of a CSV by their columns, as any reader of CSV has them. */
function rowsOf(file: Buffer): readonly Readonly<Record<string, string>>[] {
  return parse<Readonly<Record<string, string>>>(file, { columns: true, bom: true });
}

describe('an export', () => {
  it('writes the same bytes as the command line, says so, and shows its file', async () => {
    desk.addSamples({
      'trip/=dog, "best".webp': 'german-shepherd.webp',
      'trip/été/castle.webp': 'castle.webp',
      'trip/broken.jpg': 'README.md',
      'trip/bear.webp': 'polar-bear.webp',
    });
    const application = await desk.open();
    const { window, catalog } = application;
    await window.drop([desk.path('trip')]);
    await window.startRun();
    await window.run.finished();
    await window.tagAll('a;b');
    for (const [query, rows] of [
      ['', 4],
      ['animal', 2],
    ] as const) {
      await window.search(query);
      await expect.poll(() => window.shownPaths()).toHaveLength(rows);
      const file = desk.path(`rows ${rows}.csv`);
      await stubSystem(application, file);
      await window.page.getByRole('button', { name: actions.export }).click();
      const notice = window.page.getByRole('alert').filter({ hasText: actions.exported(rows, file) });
      await notice.getByRole('button', { name: actions.showFile }).click();
      await expect.poll(() => shownFile(application)).toBe(file);
      const written = readFileSync(file);
      expect(written.length).toBeGreaterThan(100);
      expect(written.equals(await desk.exportByCommandLine(catalog, query)), query).toBe(true);
    }
  });

  it('is of the pictures that are selected, as they stand among all', async () => {
    desk.addPictures('trip', 5);
    const application = await desk.open();
    const { window, catalog } = application;
    await window.drop([desk.path('trip')]);
    await window.startRun();
    await window.run.finished();
    await expect.poll(() => window.classifiedTiles.count()).toBe(5);
    const shown = await window.shownPaths();
    const chosen = [shown[3]!, shown[1]!];
    await window.tile(chosen[0]!).click();
    await window.tile(chosen[1]!).click({ modifiers: ['Control'] });
    await expect.poll(() => window.selectedPaths()).toHaveLength(2);
    const file = desk.path('two.csv');
    await stubSystem(application, file);
    await window.page.getByRole('button', { name: actions.export }).click();
    await window.page
      .getByRole('alert')
      .filter({ hasText: actions.exported(2, file) })
      .waitFor();
    const all = rowsOf(await desk.exportByCommandLine(catalog, ''));
    const isChosen = (row: Readonly<Record<string, string>>) =>
      chosen.includes(path.join(row['root'] ?? '', row['relative_path'] ?? ''));
    expect(all).toHaveLength(5);
    expect(rowsOf(readFileSync(file))).toEqual(all.filter(isChosen));
    expect(all.filter(isChosen)).toHaveLength(2);
    expect(await savedTitle(application)).toBe(applicationTexts.saveCsv(2));
  });

  it('asks before it writes over a file, and makes a name a CSV', async () => {
    desk.addSamples({ 'trip/dog.webp': 'german-shepherd.webp' });
    const application = await desk.open();
    const { electron, window } = application;
    await window.drop([desk.path('trip')]);
    await window.startRun();
    await window.run.finished();
    mkdirSync(desk.path('out'));
    const file = desk.path('out', 'dogs.csv');
    await electron.evaluate(
      ({ dialog }, filePath) => {
        dialog.showSaveDialog = (_window: unknown, options?: { readonly properties?: readonly string[] }) => {
          process.env['CLASSIFOLD_OFFERED'] = (options?.properties ?? []).join(' ');
          return Promise.resolve({ canceled: false, filePath });
        };
      },
      desk.path('out', 'dogs'),
    );
    const exportNow = () => window.page.getByRole('button', { name: actions.export }).click();
    await exportNow();
    await window.page
      .getByRole('alert')
      .filter({ hasText: actions.exported(1, file) })
      .waitFor();
    expect(await electron.evaluate(() => process.env['CLASSIFOLD_OFFERED'])).toContain('showOverwriteConfirmation');

    writeFileSync(file, 'what was there');
    for (const button of [cancel, null]) {
      const questions = await answerQuestions(electron, button);
      await exportNow();
      await expect.poll(() => questions()).toBe(1);
      expect(readFileSync(file, 'utf8')).toBe('what was there');
    }
    await answerQuestions(electron, replace);
    await exportNow();
    await expect.poll(() => readFileSync(file, 'utf8')).toContain('dog.webp');
    expect(readdirSync(desk.path('out'))).toEqual(['dogs.csv']);
  });

  it('that is cancelled leaves nothing, and the file that was there as it was', async () => {
    const library = putRecentLibrary(desk, 250_000);
    mkdirSync(desk.path('out'));
    const file = desk.path('out', 'pictures.csv');
    writeFileSync(file, 'what was there');
    const application = await desk.open();
    const { window } = application;
    expect(application.catalog).toBe(library);
    await window.tiles.first().waitFor();
    await stubSystem(application, file);
    await window.page.getByRole('button', { name: actions.export }).click();
    const bar = window.page.getByRole('region', { name: actions.exportRegion });
    await bar.getByRole('button', { name: actions.cancelExport }).click();
    await bar.waitFor({ state: 'detached' });
    expect(readdirSync(desk.path('out'))).toEqual(['pictures.csv']);
    expect(readFileSync(file, 'utf8')).toBe('what was there');
  });
});
