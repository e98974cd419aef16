import type { Page } from 'playwright-core';
import { keepSpeed } from '../../main/core/kept-speeds.ts';
import { engineOrigin } from '../../main/core/engine-choice.ts';
import { compareScreenTexts as texts } from '../../shared/texts/compare-screen.ts';
import { comparisonTexts } from '../../shared/texts/comparison.ts';
import { wholeComparison } from '../charts/compared.ts';
import { compareParts, saidOfPoints } from './compare-parts.ts';
import type { Desk, RunningApplication } from './desk.ts';
import { tell } from './tell.ts';

/** Lays down what the window finds of speeds, as if all networks but one had been measured here with the usual plan. */
export async function layDownSpeeds(desk: Desk): Promise<void> {
  const origin = engineOrigin('onnxruntime:cpu');
  const plan = { workers: origin.machine.cores, threads: 1, batch: 1 };
  for (const { variant, speed } of wholeComparison().variants) {
    if (variant === 'lite4') continue;
    if (speed.kind !== 'measured') throw new Error(`${variant} is ${speed.kind}`);
    const problem = await keepSpeed(desk.path('application', 'made-again'), { ...origin, variant, plan }, speed);
    if (problem !== null) throw new Error(problem);
  }
}

/** The part of the walk through all screens that compares networks; it begins at the models. */
export async function walkComparison(
  { window, electron }: Pick<RunningApplication, 'window' | 'electron'>,
  visit: (screen: string) => Promise<void>,
): Promise<void> {
  const { page } = window;
  const compare = compareParts(page);
  await page.getByRole('button', { name: texts.open }).click();
  const drawing = compare.chart(/^B0: .+; Lite3: /).locator('svg');
  await drawing.waitFor();
  // What is told of a point has to be drawn within the page's policy, too.
  await saidOfPoints(page, drawing);
  await page.mouse.move(0, 0);
  await visit('compare');
  await scrollTo(page, texts.table);
  await visit('compare-table');
  await compare.scalingChart.locator('svg').waitFor();
  await scrollTo(page, comparisonTexts.scalingTitle);
  await visit('compare-scaling');
  await scrollTo(page, comparisonTexts.stagesTitle);
  await visit('compare-stages');
  await tell(electron, 'measuring', { variant: 'b3', done: 3, total: 13 });
  await compare.progress.waitFor();
  await visit('compare-measuring');
  await tell(electron, 'measuring', null);
  await compare.progress.waitFor({ state: 'hidden' });
}

/** Moves a part of the screen to its top. */
async function scrollTo(page: Page, label: string): Promise<void> {
  await page
    .getByRole('region', { name: label, exact: true })
    .last()
    .evaluate((region) => {
      region.scrollIntoView();
    });
}
