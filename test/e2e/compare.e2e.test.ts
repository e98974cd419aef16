import { afterEach, beforeEach, expect, it } from 'vitest';
import { applicationTexts } from '../../shared/texts/application.ts';
import { formatBytes, formatRate } from '../../shared/texts/quantities.ts';
import { compareParts, saidOfPoints } from './compare-parts.ts';
import { openDesk, type Desk } from './desk.ts';
import { answerQuestions } from './processes.ts';

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

// Two networks by real workers, on a machine that may be busy.
const MEASURED_WITHIN = { timeout: 150_000 };

it('the speed of networks is measured in the window, kept where that is cancelled, and is what the command line says', async () => {
  const { window, electron } = await desk.open();
  const { page } = window;
  const compare = compareParts(page);
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
  });
  await window.invitation.waitFor();
  await page.reload();
  await window.invitation.waitFor();
  // What draws is not waited for by a window that draws nothing.
  expect(scripts).toEqual(['/main.js']);
  await compare.open(electron);
  await compare.scalingChart.locator('svg').waitFor();
  expect(scripts).toEqual(['/main.js', '/charts.js']);
  expect((await compare.cells('B0')).slice(4)).toEqual(['–', '–', 'not measured']);

  await compare.measureAll();
  await compare.progress.filter({ hasText: 'Measuring B1 (2 of 13)' }).waitFor(MEASURED_WITHIN);
  await compare.cancel();
  // The last of them; how far it came in the meantime is open.
  await expect.poll(async () => (await compare.cells('Lite4')).at(-1)).toBe('not measured');
  await compare.measureOne('Lite0');
  await expect.poll(async () => (await compare.cells('Lite0')).at(-1), MEASURED_WITHIN).toMatch(/^measured /);
  const drawing = compare.chart(/^B0: 77\.1 %, .+; Lite0: 75\.1 %, .+/).locator('svg');
  await drawing.waitFor();
  const point = /(B0|Lite0): 7[57]\.1 %, [\d.]+ pictures per second, /;
  expect(await drawing.textContent()).not.toMatch(point);
  await expect.poll(async () => (await saidOfPoints(page, drawing)).join('\n')).toMatch(point);
  const shown = await Promise.all([compare.cells('B0'), compare.cells('Lite0')]);

  // Its end does not wait for what is measured then.
  await compare.measureOne('B7');
  await compare.progress.filter({ hasText: 'Measuring B7' }).waitFor();
  await expect.poll(async () => (await compare.cells('B7')).at(-1)).toBe('measuring …');
  await answerQuestions(electron, applicationTexts.closeWhileRunning.stop);
  await electron.close();
  const { variants } = await desk.compareByCommandLine('b0', 'lite0');
  const said = variants.map(({ speed }) =>
    speed.kind === 'measured' ? [formatRate(speed.picturesPerSecond), formatBytes(speed.peakBytes)] : speed.kind,
  );
  expect(shown.map((cells) => cells.slice(4, 6))).toEqual(said);
}, 480_000);
