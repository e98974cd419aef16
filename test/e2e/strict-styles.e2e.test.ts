import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk, type Desk } from './desk.ts';
import { type Dress, walkScreens } from './screens.ts';

// What somebody else's markup looks like is decided by nobody but the application: a style sheet can cover what is shown, and read
// what stands in attributes.

declare global {
  interface Window {
    /** What the policy refused since the page was loaded: directive, script and line, markup. */
    refusedByPolicy: string[];
  }
}

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

/** Loads the page again, with all that its policy refuses written down from its first script on. */
async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.refusedByPolicy = [];
    addEventListener('securitypolicyviolation', ({ effectiveDirective, sourceFile, lineNumber, target }) => {
      const markup = target instanceof Element ? target.outerHTML.slice(0, 200) : '';
      window.refusedByPolicy.push([effectiveDirective, sourceFile, lineNumber, markup].join(' '));
    });
  });
  await page.reload();
}

async function openListening(): Promise<Page> {
  const { window } = await desk.open();
  await listen(window.page);
  await window.invitation.waitFor();
  return window.page;
}

/** The nonce of the page's own styles, as its scripts have it, and as markup and style sheets see it. */
function nonces(page: Page) {
  return page.evaluate(() => {
    const named = [...document.querySelectorAll<HTMLElement>('[nonce]')];
    return {
      ofScripts: [...new Set(named.map(({ nonce }) => nonce))],
      ofMarkup: [...new Set(named.map((element) => element.getAttribute('nonce')))],
      ofSelectors: document.querySelectorAll('[nonce]:not([nonce=""])').length,
      isInMarkup: named.some(({ nonce }) => document.documentElement.outerHTML.includes(nonce)),
    };
  });
}

describe('styles that are put into the page', () => {
  const colour = 'rgb(1, 2, 3)';

  it.each([
    ['a style element', 'style-src-elem', '<style>body { color: rgb(1, 2, 3) }</style>'],
    ['one that guesses a nonce', 'style-src-elem', '<style nonce="guess">body { color: rgb(1, 2, 3) }</style>'],
    ['one with an empty nonce', 'style-src-elem', '<style nonce="">body { color: rgb(1, 2, 3) }</style>'],
    ['a style sheet of data', 'style-src-elem', '<link rel="stylesheet" href="data:text/css,body{color:rgb(1,2,3)}">'],
    ['one of the application’s files', 'style-src-elem', '<link rel="stylesheet" href="main.css">'],
    ['a style attribute', 'style-src-attr', '<p style="color: rgb(1, 2, 3)">in</p>'],
  ])('change nothing: %s', async (_what, directive, markup) => {
    const page = await openListening();
    const colours = await page.evaluate(
      (text) =>
        new Promise<readonly string[]>((resolve) => {
          addEventListener('securitypolicyviolation', () => {
            resolve([body, ...body.querySelectorAll('p')].map((element) => getComputedStyle(element).color));
          });
          const { body } = document;
          body.insertAdjacentHTML('beforeend', text);
        }),
      markup,
    );
    expect(colours.length).toBeGreaterThan(0);
    expect(colours).not.toContain(colour);
    const refused = await page.evaluate(() => window.refusedByPolicy);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatch(new RegExp(`^${directive} `, 'u'));
  });

  it('change nothing as an attribute that is set, either', async () => {
    const page = await openListening();
    const seen = await page.evaluate(() => {
      const element = document.createElement('p');
      element.setAttribute('style', 'color: rgb(1, 2, 3)');
      document.body.append(element);
      return getComputedStyle(element).color;
    });
    expect(seen).not.toBe(colour);
    await page.waitForFunction(() => window.refusedByPolicy.length > 0);
  });

  it('change nothing with the nonce of an earlier load', async () => {
    const page = await openListening();
    const earlier = (await nonces(page)).ofScripts[0]!;
    const colourWith = (nonce: string) =>
      page.evaluate((given) => {
        const element = Object.assign(document.createElement('style'), { nonce: given });
        element.textContent = 'body { color: rgb(1, 2, 3) }';
        document.head.append(element);
        return getComputedStyle(document.body).color;
      }, nonce);
    expect(await colourWith(earlier)).toBe(colour);
    await page.reload();
    expect(await colourWith(earlier)).not.toBe(colour);
  });
});

describe('the nonce of the application’s own styles', () => {
  it('is another one each time the page is loaded, and is seen by scripts only', async () => {
    const page = await openListening();
    const seen = new Set<string>();
    for (let load = 0; load < 3; load++) {
      const { ofScripts, ...rest } = await nonces(page);
      expect(rest).toEqual({ ofMarkup: [''], ofSelectors: 0, isInMarkup: false });
      expect(ofScripts).toEqual([expect.stringMatching(/^[A-Za-z0-9+/]{22}==$/u)]);
      seen.add(ofScripts[0]!);
      await page.reload();
      await page.getByRole('button').first().waitFor();
    }
    expect(seen.size).toBe(3);
  });
});

it('no screen has a style that the policy refuses, in light or dark', async () => {
  const dress: Dress = async ({ window: { page } }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await listen(page);
  };
  const refused: Record<string, unknown> = {};
  const places = new Set<string>();
  await walkScreens(desk, dress, async (screen, page) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    }
    const found = await page.evaluate(() => ({
      violations: window.refusedByPolicy.splice(0),
      // A style element that is refused has no sheet.
      sheetless: [...document.querySelectorAll('style')].filter(({ sheet }) => sheet === null).length,
      drawings: document.querySelectorAll('[role=img] svg').length,
      styles: [...document.querySelectorAll('style')].map(({ dataset }) => dataset['mantineStyles'] ?? 'scroll lock'),
    }));
    for (const place of found.styles) places.add(place === 'true' ? 'variables' : place);
    if (found.drawings > 0) places.add('drawing');
    const { violations, sheetless } = found;
    if (violations.length > 0 || sheetless > 0) refused[screen] = { violations, sheetless };
  });
  expect(refused).toEqual({});
  // Each way in which the application writes styles was looked at.
  expect([...places].sort()).toEqual(['classes', 'drawing', 'scroll lock', 'variables']);
}, 1_200_000);
