import type { ElectronApplication, Locator, Page } from 'playwright-core';
import { applicationTexts } from '../../shared/texts/application.ts';
import { compareScreenTexts as texts } from '../../shared/texts/compare-screen.ts';
import { comparisonTexts } from '../../shared/texts/comparison.ts';

/** The screen that compares networks. */
export interface CompareParts {
  /** Opens it by the menu of the application. */
  open(electron: ElectronApplication): Promise<void>;
  /** Measures all that are not known. */
  measureAll(): Promise<void>;
  measureOne(network: string): Promise<void>;
  /** The line that says how far measuring is. */
  readonly progress: Locator;
  cancel(): Promise<void>;
  /** Cells of a network's line, from left to right. */
  cells(network: string): Promise<readonly string[]>;
  /** The chart of accuracy over speed, by what it says to whoever does not see it. */
  chart(described: RegExp): Locator;
  readonly scalingChart: Locator;
}

export function compareParts(page: Page): CompareParts {
  const table = page.getByRole('table', { name: texts.table, exact: true });
  const bar = page.getByRole('region', { name: texts.progress });
  return {
    open: async (electron) => {
      await electron.evaluate(({ Menu }, label) => {
        const all = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
        all?.find((item) => item.label === label)?.click();
      }, applicationTexts.menu.compare);
      await table.waitFor();
    },
    measureAll: () => page.getByRole('button', { name: /^Measure \d+ networks? / }).click(),
    measureOne: (network) => page.getByRole('button', { name: texts.measureOne(network), exact: true }).click(),
    progress: bar.getByRole('status'),
    cancel: async () => {
      await bar.getByRole('button', { name: texts.cancel }).click();
      await bar.waitFor({ state: 'hidden' });
    },
    cells: (network) =>
      table
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name: new RegExp(`${network}$`) }) })
        .getByRole('cell')
        .allTextContents(),
    chart: (described) => page.getByRole('img', { name: described }),
    scalingChart: page.getByRole('img', { name: comparisonTexts.scalingExplained }),
  };
}

/** What a drawing says while the mouse is on each thing in it that is round, points among them. */
export async function saidOfPoints(page: Page, drawing: Locator): Promise<readonly (string | null)[]> {
  await drawing.scrollIntoViewIfNeeded();
  const places = await drawing.locator('path').evaluateAll((paths) =>
    paths
      .map((path) => path.getBoundingClientRect())
      .filter(({ width, height }) => width > 5 && Math.abs(width - height) < 1)
      .map(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 })),
  );
  const said: (string | null)[] = [];
  for (const { x, y } of places) {
    await page.mouse.move(x, y);
    said.push(await drawing.textContent());
  }
  return said;
}
