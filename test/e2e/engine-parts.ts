import type { ElectronApplication, Locator, Page } from 'playwright-core';
import type { EngineName } from '../../shared/engine.ts';
import type { PackForm } from '../../shared/engine-pack.ts';
import { windowTexts } from '../../shared/texts/window.ts';

/** The engines screen. */
export interface EngineParts {
  open(): Promise<void>;
  /** The same from a library without pictures, which has no sidebar. */
  openByMenu(electron: ElectronApplication): Promise<void>;
  /** What is said of one engine. */
  card(engine: EngineName): Locator;
  /** Resolves when the window shows it as chosen. */
  choose(engine: EngineName): Promise<void>;
  /** Chooses a pack in the system's dialog, as the test has answered for the person. */
  choosePack(from: PackForm): Promise<void>;
  readonly packDialog: Locator;
}

export function engineParts(page: Page): EngineParts {
  const { engines, sidebar } = windowTexts;
  const card = (engine: EngineName): Locator => page.getByRole('region', { name: engines.names[engine], exact: true });
  return {
    open: async () => {
      const library = page.getByRole('navigation', { name: sidebar.label });
      if (!(await library.isVisible())) await page.getByRole('button', { name: sidebar.toggle }).click();
      await library.getByRole('button', { name: sidebar.engines, exact: true }).click();
      await page.getByText(engines.badges.inUse, { exact: true }).waitFor();
    },
    openByMenu: async (electron) => {
      await electron.evaluate(({ Menu }) => {
        const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
        items.find(({ accelerator }) => accelerator === 'CmdOrCtrl+5')?.click();
      });
      await page.getByText(engines.badges.inUse, { exact: true }).waitFor();
    },
    card,
    choose: async (engine) => {
      await card(engine).getByRole('radio').check();
      await page.getByText(engines.nextRun(engine)).waitFor();
    },
    choosePack: async (from) => {
      await page.getByRole('button', { name: engines.addPack }).click();
      await page.getByRole('menuitem', { name: engines.addPackFrom[from] }).click();
    },
    packDialog: page.getByRole('dialog', { name: engines.addDialog.title }),
  };
}
