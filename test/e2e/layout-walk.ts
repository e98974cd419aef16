import { expect } from 'vitest';
import type { Desk } from './desk.ts';
import { layoutFaults } from './layout.ts';
import { walkScreens } from './screens.ts';

/** A size of the window, pixels, and of its text. */
export interface WindowSize {
  readonly width: number;
  readonly height: number;
  readonly text: '100%' | '200%';
}

/** Walks through every screen in a window of this size, and expects of each that nothing is cut off or covered. */
export async function expectWholeLayout(desk: Desk, { width, height, text }: WindowSize): Promise<void> {
  const application = await desk.open();
  await application.resize(width, height);
  const { page } = application.window;
  await page.evaluate((size) => {
    document.documentElement.style.fontSize = size;
  }, text);
  const faults: Record<string, readonly string[]> = {};
  await walkScreens(desk, application, async (screen) => {
    const found = await layoutFaults(page);
    if (found.length > 0) faults[screen] = found;
  });
  expect(faults).toEqual({});
}
