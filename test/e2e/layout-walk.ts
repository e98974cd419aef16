import { expect } from 'vitest';
import type { Desk } from './desk.ts';
import { layoutFaults } from './layout.ts';
import { type Dress, walkScreens } from './screens.ts';

/** A size of the window, pixels of the screen, and of what is in it. */
export interface WindowSize {
  readonly width: number;
  readonly height: number;
  /** As the system tells the page. */
  readonly text: '100%' | '200%';
  /** As a person zooms in by the menu. */
  readonly zoom: number;
}

/** Walks through every screen in a window of this size, and expects of each that nothing is cut off or covered. */
export async function expectWholeLayout(desk: Desk, size: WindowSize): Promise<void> {
  const faults: Record<string, readonly string[]> = {};
  await walkScreens(
    desk,
    (application) => dressIn(application, size),
    async (screen, page) => {
      const found = await layoutFaults(page);
      if (found.length > 0) faults[screen] = found;
    },
  );
  expect(faults).toEqual({});
}

async function dressIn(
  { window, electron, resize }: Parameters<Dress>[0],
  { width, height, text, zoom }: WindowSize,
): Promise<void> {
  const zoomTo = (zoomed: number) =>
    electron.evaluate(({ BrowserWindow }, factor) => {
      BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(factor);
    }, zoomed);
  // An earlier window's is kept.
  await zoomTo(1);
  await resize(width, height);
  await zoomTo(zoom);
  await window.page.waitForFunction((wide) => innerWidth === wide, Math.round(width / zoom));
  await window.page.evaluate((fontSize) => {
    document.documentElement.style.fontSize = fontSize;
  }, text);
}
