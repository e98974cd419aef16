import Database from 'better-sqlite3';
import type { JSHandle } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FinishedRunView } from '../../shared/contract/events.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { fingerprint, resultRows } from '../cli/classifold.ts';
import { openDesk, type Desk, type RunningApplication } from './desk.ts';
import { STARTED_WITHIN_MS } from './patience.ts';

// Enough that a run is still under way when a person has seen it and reached for a button.
const PICTURES = 200;

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

/** Starts a run, and holds it when results are in the library. */
async function holdRun({ window }: RunningApplication): Promise<void> {
  desk.addPictures('many', PICTURES);
  await window.drop([desk.path('many')]);
  await window.startHeldRun();
  await window.classifiedTiles.first().waitFor();
}

/** How many pictures are with workers, or on the way there and back. */
function picturesInFlight(catalog: string): number {
  const db = new Database(catalog, { readonly: true });
  try {
    return db.prepare<[], number>('SELECT count(*) FROM marks').pluck().get() ?? 0;
  } finally {
    db.close();
  }
}

/** How runs end, as the page hears of it, from now on. */
function runEnds({ window }: RunningApplication): Promise<JSHandle<readonly unknown[]>> {
  return window.page.evaluateHandle(() => {
    const list: unknown[] = [];
    globalThis.window.classifold.on('runFinished', (payload) => {
      const { classified, left, stopped } = payload as FinishedRunView;
      list.push({ classified, left, stopped });
    });
    return list;
  });
}

describe('a run under way', () => {
  it('is held, begins no other picture meanwhile, and goes on', async () => {
    const application = await desk.open();
    const { window, catalog } = application;
    const { run } = window;
    await holdRun(application);
    expect(await run.headline.textContent()).toBe('Paused');
    // What workers had when it was held is done to its end.
    await expect.poll(() => picturesInFlight(catalog)).toBe(0);
    const held = await desk.searchByCommandLine(catalog, 'NOT is:unclassified');
    expect(held.length).toBeLessThan(PICTURES);
    await window.page.getByText(windowTexts.run.progress(held.length, PICTURES)).waitFor();
    // A program starts and ends meanwhile: time for some dozen pictures.
    expect(await desk.searchByCommandLine(catalog, 'NOT is:unclassified')).toEqual(held);
    expect(picturesInFlight(catalog)).toBe(0);
    await window.page.getByText(windowTexts.run.progress(held.length, PICTURES)).waitFor();

    await run.resume.click();
    expect(await run.finished()).toMatch(new RegExp(`^Done: ${PICTURES} pictures`));
  });

  it('is cancelled, keeps what it has, and is gone on with after the next start', async () => {
    const application = await desk.open();
    await holdRun(application);
    await application.window.run.resume.click();
    await application.window.run.cancel.click();
    expect(await application.window.run.finished()).toMatch(/^Stopped:.*all of them saved\.$/);
    const kept = await desk.searchByCommandLine(application.catalog, 'NOT is:unclassified');
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(PICTURES);
    await application.electron.close();

    const again = await desk.open();
    await again.window.run.goOn.click();
    await again.window.run.finished();
    expect(await desk.searchByCommandLine(again.catalog, 'NOT is:unclassified')).toHaveLength(PICTURES);
  });

  it('that was cancelled keeps the tags that it was to put on for those it comes to later', async () => {
    desk.addPictures('many', PICTURES);
    const { window, catalog } = await desk.open();
    await window.drop([desk.path('many')]);
    const field = window.runSheet.getByLabel(windowTexts.runSheet.tag);
    await field.fill('holiday');
    await field.press('Enter');
    await window.startHeldRun();
    await window.run.resume.click();
    await window.run.cancel.click();
    await window.run.finished();
    expect((await desk.searchByCommandLine(catalog, 'tag:holiday')).length).toBeLessThan(PICTURES);
    await window.run.goOn.click();
    await window
      .tagCount('holiday')
      .filter({ hasText: String(PICTURES) })
      .waitFor({ timeout: 100_000 });
    expect(await desk.searchByCommandLine(catalog, 'tag:holiday')).toHaveLength(PICTURES);
  });

  it('takes what is dropped meanwhile after itself', async () => {
    desk.addSamples({ 'later/dog.webp': 'german-shepherd.webp' });
    const application = await desk.open();
    const ends = await runEnds(application);
    await holdRun(application);
    await application.window.drop([desk.path('later')]);
    await application.window.startRun();
    await application.window.run.resume.click();
    await expect
      .poll(() => ends.evaluate((list) => [...list]), { timeout: 100_000, interval: 200 })
      .toEqual([
        { classified: PICTURES, left: 0, stopped: null },
        { classified: 1, left: 0, stopped: null },
      ]);
    expect(await desk.searchByCommandLine(application.catalog, 'dog')).toEqual([desk.path('later', 'dog.webp')]);
  });

  it('that is killed with the application goes on by one click, to the same rows as one undisturbed', async () => {
    const killed = await desk.open();
    await holdRun(killed);
    const before = fingerprint(desk.path('many'));
    await killed.window.run.resume.click();
    const gone = killed.electron.waitForEvent('close', { timeout: STARTED_WITHIN_MS });
    killed.electron.process().kill('SIGKILL');
    await gone;

    const again = await desk.open();
    await again.window.run.goOn.click();
    await again.window.run.finished();
    const rows = resultRows(again.catalog);
    await again.electron.close();

    const other = openDesk();
    try {
      other.addPictures('many', PICTURES);
      const undisturbed = await other.open();
      await undisturbed.window.drop([other.path('many')]);
      await undisturbed.window.startRun();
      await undisturbed.window.run.finished();
      expect(rows).toEqual(resultRows(undisturbed.catalog));
    } finally {
      await other.clear();
    }
    expect(fingerprint(desk.path('many'))).toEqual(before);
  });
});

describe('a file that cannot be read', () => {
  it('is among the failures, with its reason, and costs no other', async () => {
    desk.addSamples({ 'mixed/castle.webp': 'castle.webp', 'mixed/not a picture.jpg': 'README.md' });
    desk.addFile('mixed/empty.png', '');
    const { window } = await desk.open();
    await window.drop([desk.path('mixed')]);
    await window.startRun();
    await window.run.finished();
    await expect.poll(() => window.shownPaths()).toContain(desk.path('mixed', 'castle.webp'));
    await window.openFailures();
    for (const name of ['not a picture.jpg', 'empty.png']) await window.page.getByText(name).first().waitFor();
  });
});
