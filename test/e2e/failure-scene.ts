import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { TestRunner } from 'vitest';

/** What one application said and did while a test drove it, for whoever asks why the test failed. */
export interface FailureScene {
  /** Puts on standard error what its window shows now, where the test that is under way has failed. */
  tellIfFailed(): Promise<void>;
}

/** A window that stands still is not waited for. */
const ASKED_WITHIN_MS = 5_000;

/** Keeps what an application says on standard error and what its page complains of. */
export function watchScene(stderr: Readable | null, page: Page): FailureScene {
  const said: string[] = [];
  stderr?.on('data', (data: Buffer | string) => said.push(data.toString().trimEnd()));
  page.on('console', (message) => said.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`page: ${error.stack ?? error.message}`));
  page.on('crash', () => said.push('page: its process is gone'));
  page.on('framenavigated', (frame) => said.push(`page: loaded ${frame.url()}`));
  return {
    tellIfFailed: async () => {
      const test = TestRunner.getCurrentTest();
      if (test?.result?.state !== 'fail') return;
      const scene = await lookAt(page);
      process.stderr.write(
        `\nWhen “${test.name}” failed, the window showed\n${scene}\nand before it\n${said.join('\n')}\n`,
      );
    },
  };
}

/** What a screen reader finds in a page, and what has the keyboard. */
export async function lookAt(page: Page): Promise<string> {
  const focused = page.evaluate(() => document.activeElement?.outerHTML.slice(0, 300) ?? 'nothing');
  const tree = page.locator('body').ariaSnapshot({ timeout: ASKED_WITHIN_MS });
  const seen = Promise.all([tree, focused]).then(
    ([shown, element]) => `${shown}\nwith the keyboard on ${element}`,
    (error: unknown) => `nothing: ${String(error)}`,
  );
  return await Promise.race([seen, setTimeout(ASKED_WITHIN_MS, `nothing within ${ASKED_WITHIN_MS} ms`)]);
}
