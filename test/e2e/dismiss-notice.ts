import type { Locator } from 'playwright-core';
import { windowTexts } from '../../shared/texts/window.ts';

/** Closes a notice that has come, or waits until it has gone by itself. */
export async function dismissNotice(notice: Locator): Promise<void> {
  const close = notice.getByRole('button', { name: windowTexts.actions.close });
  await Promise.race([close.click().catch(() => undefined), notice.waitFor({ state: 'hidden' })]);
  await notice.waitFor({ state: 'hidden' });
}
