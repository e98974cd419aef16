import type { ElectronApplication } from 'playwright-core';

/** What a person chooses in the system's dialogs from now on: nobody can press the buttons of one here. */
export async function chooseInDialog(electron: ElectronApplication, path: string): Promise<void> {
  await electron.evaluate(({ dialog: system }, chosen) => {
    system.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}
