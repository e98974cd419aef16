import type { Locator, Page } from 'playwright-core';
import { windowTexts } from '../../shared/texts/window.ts';

/** Reviewing, and what is done to tags as a whole, as a person does it. */
export interface ReviewParts {
  /** The review of what the search shows, while it is open. */
  readonly screen: Locator;
  /** How many pictures wait, and how many were reviewed. */
  readonly progress: Locator;
  /** Begins a review by its key. */
  begin(): Promise<void>;
  /** Resolves when the picture of this file name is shown. */
  shows(name: string): Promise<void>;
  /** Leaves the review by its key. */
  closes(): Promise<void>;
  /** Opens the field for another class, by its key. */
  openClasses(): Promise<void>;
  /** Says by keys that the picture shown is of another class. */
  correct(name: string): Promise<void>;
  /** Opens the dialog that accepts from a score on, and waits for its first count. */
  openAccept(): Promise<void>;
  /** Accepts what is selected, else all of the search, from a score on; answers what was said before it was done. */
  acceptFrom(score: number): Promise<string>;
  /** Names a tag anew. */
  renameTag(name: string, to: string): Promise<void>;
}

/** Those parts of a page that shows Classifold. */
export function reviewParts(page: Page): ReviewParts {
  const { review, tagList } = windowTexts;
  const screen = page.getByRole('dialog', { name: review.title, exact: true });
  const classField = screen.getByRole('combobox', { name: review.rightClass });
  const acceptDialog = page.getByRole('dialog', { name: review.accept.title });
  const confirm = acceptDialog.locator('button[type=submit]:enabled');
  const openClasses = async (): Promise<void> => {
    await page.keyboard.press('c');
    await classField.and(page.locator(':focus')).waitFor();
    // What the model sees lower down is there before the classes: with these it is seven.
    await page.getByRole('listbox', { name: review.rightClass }).getByRole('option').nth(6).waitFor();
  };
  const openAccept = async (): Promise<void> => {
    await page.getByRole('button', { name: review.menu, exact: true }).click();
    const item = page.getByRole('menuitem', { name: review.acceptMany });
    await item.click();
    await item.waitFor({ state: 'hidden' });
    await confirm.waitFor();
  };
  return {
    screen,
    progress: screen.getByRole('status').first(),
    begin: async () => {
      await page.keyboard.press('r');
      await screen.waitFor();
    },
    shows: (name) => screen.getByRole('img', { name, exact: true }).waitFor(),
    closes: async () => {
      await page.keyboard.press('Escape');
      await screen.waitFor({ state: 'hidden' });
    },
    openClasses,
    correct: async (name) => {
      await openClasses();
      await page.keyboard.type(name);
      await page.getByRole('option', { name, exact: true }).waitFor();
      await page.keyboard.press('Enter');
      await classField.waitFor({ state: 'detached' });
    },
    openAccept,
    acceptFrom: async (score) => {
      await openAccept();
      const field = acceptDialog.getByLabel(review.accept.score);
      await field.fill(String(score));
      await confirm.waitFor();
      const said = (await acceptDialog.getByRole('status').textContent()) ?? '';
      await confirm.click();
      await acceptDialog.waitFor({ state: 'hidden' });
      return said;
    },
    renameTag: async (name, to) => {
      await page.getByRole('button', { name: tagList.menu(name) }).click();
      await page.getByRole('menuitem', { name: tagList.rename }).click();
      const dialog = page.getByRole('dialog', { name: tagList.renameTitle(name) });
      await dialog.getByLabel(tagList.newName).fill(to);
      await dialog.locator('button[type=submit]').click();
      await dialog.waitFor({ state: 'hidden' });
    },
  };
}
