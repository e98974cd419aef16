import type { ElectronApplication } from 'playwright-core';

/**
 * What a person chooses in the system's dialogs from now on: nobody can press the buttons of one here.
 *
 * @param offered what a dialog has to offer for that; default: whatever it does
 */
export async function chooseInDialog(
  electron: ElectronApplication,
  path: string,
  offered?: 'openFile' | 'openDirectory',
): Promise<void> {
  await electron.evaluate(
    ({ dialog: system }, choice) => {
      system.showOpenDialog = (_window: unknown, options?: { readonly properties?: readonly string[] }) => {
        const canBeChosen = choice.offered === undefined || options?.properties?.includes(choice.offered) === true;
        return Promise.resolve({ canceled: !canBeChosen, filePaths: canBeChosen ? [choice.path] : [] });
      };
    },
    { path, offered },
  );
}

/** The file that a person names from now on where something is to be written. */
export async function nameInDialog(electron: ElectronApplication, file: string): Promise<void> {
  await electron.evaluate(({ dialog: system }, filePath) => {
    system.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
}
