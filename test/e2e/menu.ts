import type { ElectronApplication } from 'playwright-core';

/** Labels of the items of a submenu of the application's menu, wherever that is. */
export async function menuItems(electron: ElectronApplication, submenu: string): Promise<readonly string[]> {
  return electron.evaluate(({ Menu }, label) => {
    const top = (Menu.getApplicationMenu()?.items ?? []).flatMap((item) => item.submenu?.items ?? []);
    const items = top.find((item) => item.label === label)?.submenu?.items;
    if (items === undefined) throw new Error(`The menu has no “${label}” with items below it`);
    return items.map((item) => item.label);
  }, submenu);
}

/** Chooses an item of the application's menu, by its label, or one below it. Does not wait for what comes of it. */
export async function chooseMenuItem(electron: ElectronApplication, label: string, below?: string): Promise<void> {
  await electron.evaluate(
    ({ Menu }, labels) => {
      let items = (Menu.getApplicationMenu()?.items ?? []).flatMap((item) => item.submenu?.items ?? []);
      for (const [at, wanted] of labels.entries()) {
        const item = items.find((one) => one.label === wanted);
        if (item === undefined) throw new Error(`The menu has no “${wanted}”`);
        if (at === labels.length - 1) (item.click as () => void)();
        items = item.submenu?.items ?? [];
      }
    },
    below === undefined ? [label] : [label, below],
  );
}
