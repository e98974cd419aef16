import type { Locator, Page } from 'playwright-core';

/** Files and folders of the file manager that are held over the window. */
export interface Drag {
  /** Drops them where they are held. */
  drop(): Promise<void>;
  /** Takes them out of the window again. */
  leave(): Promise<void>;
}

/** `dragCancel` ends a drag at its source: the page is not told that it was left. */
const OUTSIDE = { x: -20, y: -20 };

/**
 * Drags files and folders from outside over an element and holds them there, as a file manager does: the page gets real
 * `File` objects with real paths. The element must be in view.
 */
export async function dragFiles(page: Page, target: Locator, files: readonly string[]): Promise<Drag> {
  const box = await target.boundingBox();
  if (box === null) throw new Error('Nothing can be dropped on an element that is not shown');
  const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  const devtools = await page.context().newCDPSession(page);
  const send = (type: 'dragEnter' | 'dragOver' | 'drop', { x, y } = place) =>
    devtools.send('Input.dispatchDragEvent', { type, x, y, data });
  await send('dragEnter');
  await send('dragOver');
  return {
    drop: async () => {
      await send('drop');
      await devtools.detach();
    },
    leave: async () => {
      await send('dragOver', OUTSIDE);
      await devtools.detach();
    },
  };
}

/** The same, and drops them there. */
export async function dropFiles(page: Page, target: Locator, files: readonly string[]): Promise<void> {
  const drag = await dragFiles(page, target, files);
  await drag.drop();
}
