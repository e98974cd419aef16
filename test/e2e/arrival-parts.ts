import type { ElectronApplication, Locator, Page } from 'playwright-core';
import { windowTexts } from '../../shared/texts/window.ts';

const { actions, getModels, importModel, removeModel } = windowTexts;

/** Where models are installed, imported and removed, from the models screen on. */
export interface ArrivalParts {
  /** Leads to the published models. */
  openAvailable(): Promise<void>;
  /** One of the published models, by its name. */
  available(name: string): Locator;
  /** Asks for one; the dialog says what that means. */
  ask(name: string): Promise<Locator>;
  /** What did not work, as a notice says it. */
  readonly problem: Locator;
  closeProblem(): Promise<void>;
  /** The dialog that a model is imported by. */
  readonly importing: Locator;
  openImport(): Promise<void>;
  /** Presses the button that asks for a file by the system's dialog; resolves when the file's name is shown. */
  choose(what: string, shown: string): Promise<void>;
  /** Has the checkpoint looked at; resolves when it was tried. */
  look(): Promise<void>;
  removal(name: string): Promise<Locator>;
}

export function arrivalParts(page: Page): ArrivalParts {
  const importing = page.getByRole('dialog', { name: importModel.title });
  const button = (place: Page | Locator, name: string): Locator => place.getByRole('button', { name, exact: true });
  const problem = page.getByRole('alert').filter({ hasText: actions.failed });
  return {
    openAvailable: () => button(page, getModels.open).click(),
    available: (name) => page.getByRole('region', { name, exact: true }),
    ask: async (name) => {
      await button(page, getModels.installOf(name)).click();
      const dialog = page.getByRole('dialog', { name: getModels.dialog.title(name) });
      await dialog.waitFor();
      return dialog;
    },
    problem,
    closeProblem: () => button(problem, actions.close).click(),
    importing,
    openImport: async () => {
      await button(page, importModel.open).click();
      await importing.waitFor();
    },
    choose: async (what, shown) => {
      await button(importing, importModel.chooseOf(what)).click();
      await importing.getByRole('status', { name: what, exact: true }).getByText(shown).waitFor();
    },
    look: async () => {
      await button(importing, importModel.look).click();
      await importing.getByRole('region', { name: importModel.found.tried }).waitFor();
    },
    removal: async (name) => {
      await button(page, removeModel.openOf(name)).click();
      const dialog = page.getByRole('dialog', { name: removeModel.title(name) });
      await dialog.waitFor();
      return dialog;
    },
  };
}

/** Whenever the application asks the system for a file from now on, the person chooses these, one after the other. */
export async function answerDialogs(electron: ElectronApplication, ...files: readonly string[]): Promise<void> {
  await electron.evaluate(
    ({ dialog }, chosen) => {
      const left = [...chosen];
      dialog.showOpenDialog = () => {
        const file = left.shift();
        return Promise.resolve({ canceled: file === undefined, filePaths: file === undefined ? [] : [file] });
      };
    },
    [...files],
  );
}
