import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
    shell.showItemInFolder = (shown) => {
      process.env['CLASSIFOLD_SHOWN'] = shown;
    };
  }, file);
}

function shownFile({ electron }: RunningApplication): Promise<string | undefined> {
  return electron.evaluate(() => process.env['CLASSIFOLD_SHOWN']);
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
    const library = putRecentLibrary(desk, 60_000);
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
