import type { ElectronApplication } from 'playwright-core';

/** Programs that the application runs as processes of their own. */
export type Program = 'worker' | 'reader' | 'thumbnailer';

/** Process ids of those that are running, of one program or of all. */
export async function programProcesses(electron: ElectronApplication, program?: Program): Promise<readonly number[]> {
  const metrics = await electron.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, name, serviceName }) => ({ pid, names: [name, serviceName] })),
  );
  // The application names them `Classifold worker 3`.
  const start = `Classifold ${program ?? ''}`;
  return metrics
    .filter(({ names }) => names.some((name) => name?.startsWith(start) === true && / \d+$/.test(name)))
    .map(({ pid }) => pid);
}

/** What the person answers from now on where the application asks: the button's place, from 0. Resolves at once. */
export async function answerQuestions(electron: ElectronApplication, button: number): Promise<void> {
  await electron.evaluate(({ dialog }, response) => {
    dialog.showMessageBox = () => Promise.resolve({ response, checkboxChecked: false });
  }, button);
}
