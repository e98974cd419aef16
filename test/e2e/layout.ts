import type { Page } from 'playwright-core';

/**
 * What of the page nobody can read or reach as it is laid out now, a line each: what is wider than its place, controls
 * beside the window, under another element, or over one another, and text that is cut without a sign of it.
 */
export function layoutFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const SLACK = 1;
    const describe = (element: Element): string => {
      const name = element.getAttribute('aria-label') ?? element.getAttribute('title') ?? element.textContent;
      return `${element.tagName.toLowerCase()} “${name.trim().slice(0, 40)}”`;
    };
    const hasRoom = (element: Element): boolean => {
      const { width, height } = element.getBoundingClientRect();
      return width > 2 && height > 2;
    };
    // What is for screen readers only is a pixel large, or cut off by what is; what is folded up is cut off by nothing.
    const isCutAway = (element: Element): boolean => {
      for (let above = element.parentElement; above !== null; above = above.parentElement) {
        if (!hasRoom(above) && getComputedStyle(above).overflow === 'hidden') return true;
      }
      return false;
    };
    const isShown = (element: Element): boolean =>
      hasRoom(element) && getComputedStyle(element).visibility === 'visible' && !isCutAway(element);
    const scrolls = (element: Element): boolean => /auto|scroll/.test(getComputedStyle(element).overflow);
    const isInScroller = (element: Element): boolean => {
      for (let above = element.parentElement; above !== null; above = above.parentElement) {
        if (scrolls(above)) return true;
      }
      return false;
    };
    const faults: string[] = [];

    const { clientWidth } = document.documentElement;
    for (const region of document.querySelectorAll('html, body, header, main, nav, footer, section, [role=dialog]')) {
      if (isShown(region) && region.scrollWidth > region.clientWidth + SLACK) {
        faults.push(`${describe(region)} is ${region.scrollWidth} wide in ${region.clientWidth}`);
      }
    }

    const openDialog = document.querySelector('[role=dialog]');
    for (const control of (openDialog ?? document).querySelectorAll('button, input, [role=option], [role=treeitem]')) {
      if (!isShown(control)) continue;
      const { left, right, top, bottom } = control.getBoundingClientRect();
      if (left < -SLACK || right > clientWidth + SLACK) {
        faults.push(`${describe(control)} is beside the window: ${left}…${right} of ${clientWidth}`);
        continue;
      }
      if (!isInScroller(control) && (top < -SLACK || bottom > innerHeight + SLACK)) {
        faults.push(`${describe(control)} is above or below the window: ${top}…${bottom} of ${innerHeight}`);
        continue;
      }
      const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
      // Scrolled out of sight, or half of it.
      if (isInScroller(control) && !isWhollyInSight(control)) continue;
      const above = document.elementFromPoint(middle.x, middle.y);
      // A notice lies over everything for some seconds, an open menu or list of choices until one is taken, and in a
      // narrow window the sidebar until it was followed, on purpose. What moves a notice into its place lies around it.
      const onPurpose = [
        '[role=alert], :has(> [role=alert]), [role=menu], [data-narrow] nav',
        '[role=listbox]:not([data-grid]), :has(> [role=listbox]:not([data-grid]))',
      ].join(', ');
      const cover = above?.closest(onPurpose) ?? null;
      if (cover !== null && !cover.contains(control)) continue;
      if (above !== null && !control.contains(above) && !above.contains(control) && !sharesLabel(control, above)) {
        faults.push(`${describe(control)} lies under ${describe(above)}`);
      }
    }

    for (const element of document.querySelectorAll('body *')) {
      const hasText = [...element.childNodes].some(
        ({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent?.trim() !== '',
      );
      if (!hasText || !isShown(element)) continue;
      const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
      const isCutAcross = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + SLACK;
      const isCutDown = overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 4;
      if ((isCutAcross && textOverflow !== 'ellipsis') || isCutDown) faults.push(`${describe(element)} is cut`);
    }
    return faults;

    function isWhollyInSight(control: Element): boolean {
      const box = control.getBoundingClientRect();
      for (let above = control.parentElement; above !== null; above = above.parentElement) {
        if (!scrolls(above)) continue;
        const place = above.getBoundingClientRect();
        if (box.top < place.top || box.bottom > place.bottom) return false;
      }
      return true;
    }

    /** An input that a styled element stands for, as a segmented control's. */
    function sharesLabel(control: Element, other: Element): boolean {
      return control instanceof HTMLInputElement && [...(control.labels ?? [])].some((label) => label.contains(other));
    }
  });
}
