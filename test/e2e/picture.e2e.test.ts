import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { windowTexts } from '../../shared/texts/window.ts';
import { openDesk, type Desk, type RunningApplication } from './desk.ts';

const { picture } = windowTexts;

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
  desk.addSamples({ 'trip/castle.webp': 'castle.webp', 'trip/dog.webp': 'german-shepherd.webp' });
});
afterEach(() => desk.clear());

/** The first of two pictures, open in a window that has no room for its pixels. */
async function openPicture(): Promise<RunningApplication & { readonly shown: readonly string[] }> {
  const application = await desk.open();
  const { window } = application;
  await window.drop([desk.path('trip')]);
  await window.startRun();
  await window.run.finished();
  await expect.poll(() => window.classifiedTiles.count()).toBe(2);
  const shown = await window.shownPaths();
  await application.resize(700, 480);
  await window.tiles.first().dblclick();
  return { ...application, shown };
}

describe('the large view', () => {
  it('shows a picture in its own pixels, to be moved about in by keys and mouse, and another one whole', async () => {
    const { window, shown } = await openPicture();
    const { page } = window;
    const whole = page.getByRole('region', { name: picture.whole, exact: true });
    const actual = page.getByRole('region', { name: picture.inActualSize, exact: true });
    const image = page.getByRole('dialog').getByRole('img');
    const place = () => actual.evaluate((stage) => [stage.scrollLeft, stage.scrollTop] as const);
    const isOfItsPixels = () =>
      image.evaluate((one: HTMLImageElement) => one.width === one.naturalWidth / globalThis.devicePixelRatio);
    await page.getByRole('button', { name: picture.showActual, exact: true, disabled: false }).waitFor();
    expect(await isOfItsPixels()).toBe(false);

    await page.keyboard.press('z');
    await actual.waitFor();
    expect(await isOfItsPixels()).toBe(true);
    // Its middle is in the middle.
    const range = await actual.evaluate((stage) => stage.scrollWidth - stage.clientWidth);
    expect(range).toBeGreaterThan(50);
    const [left, top] = await place();
    expect(Math.abs(left - range / 2)).toBeLessThanOrEqual(1);
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(async () => (await place())[0]).toBeLessThan(left);
    await expect.poll(async () => (await place())[1]).toBeGreaterThan(top);

    const box = await actual.boundingBox();
    if (box === null) throw new Error('the stage is not there');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const before = await place();
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 20, y + 30, { steps: 3 });
    await page.mouse.up();
    expect(await place()).toEqual([before[0] + 20, before[1] - 30]);

    // A drag was no click; a click is.
    await page.mouse.click(x, y);
    await whole.waitFor();
    expect(await isOfItsPixels()).toBe(false);
    await page.mouse.click(x - 40, y);
    await actual.waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('dialog', { name: path.basename(shown[1]!) }).waitFor();
    await whole.waitFor();
    await page.getByRole('button', { name: picture.showActual, exact: true, disabled: false }).click();
    await actual.waitFor();
    await page.keyboard.press('0');
    await whole.waitFor();
  });

  it('has a key to the tags, and Escape leads back to the picture before it closes it', async () => {
    const { window, shown } = await openPicture();
    const { page } = window;
    await page.getByLabel(picture.tags, { exact: true }).first().waitFor();
    await page.keyboard.press('t');
    await page.keyboard.type('zoo');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('zoo', { exact: true }).first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: picture.whole, exact: true }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('dialog', { name: path.basename(shown[1]!) }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await window.search('tag:zoo');
    await expect.poll(() => window.shownPaths()).toEqual(shown.slice(0, 1));
  });
});
