import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
  desk.addPictures('trip', 5);
});
afterEach(() => desk.clear());

describe('pictures', () => {
  it('are selected by click, shift and keys, tagged together, and untagged again after a restart', async () => {
    const first = await desk.open();
    const { window, catalog } = first;
    const { page } = window;
    await window.drop([desk.path('trip')]);
    await window.startRun();
    await window.run.finished();
    await expect.poll(() => window.classifiedTiles.count()).toBe(5);
    // By their places in the list, which the scores decide.
    const shown = await window.shownPaths();
    const pictures = (places: readonly number[]) => places.map((place) => shown[place]!);
    const tile = (place: number) => window.tile(shown[place]!);
    const expectSelected = (...places: readonly number[]) =>
      expect.poll(() => window.selectedPaths()).toEqual(pictures(places));

    await tile(1).click();
    await expectSelected(1);
    await tile(3).click({ modifiers: ['Shift'] });
    await expectSelected(1, 2, 3);
    await tile(2).click({ modifiers: ['Control'] });
    await expectSelected(1, 3);
    await page.keyboard.press('Escape');
    await expectSelected();

    await tile(0).click();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await expectSelected(0, 1, 2);
    await page.keyboard.press('Control+a');
    await expectSelected(0, 1, 2, 3, 4);
    await tile(4).click();
    await page.keyboard.press('Control+ArrowLeft');
    await page.keyboard.press('Control+ArrowLeft');
    await page.keyboard.press('Space');
    await expectSelected(2, 4);

    await window.tagAll('best');
    await window.tagCount('best').waitFor();
    expect(await desk.searchByCommandLine(catalog, 'tag:best')).toEqual(pictures([2, 4]));
    await first.electron.close();

    const second = await desk.open();
    await second.window.tagCount('best').waitFor();
    await second.window.undoByKey();
    await second.window.tagCount('best').waitFor({ state: 'detached' });
    expect(await desk.searchByCommandLine(catalog, 'tag:best')).toEqual([]);
  });
});
