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

/**
 * What the person answers from now on where the application asks. Resolves at once, and tells how often it has asked since.
 *
 * @param button by what it says; null: Escape
 */
export async function answerQuestions(
  electron: ElectronApplication,
  button: string | null,
): Promise<() => Promise<number>> {
  await electron.evaluate(({ dialog }, label) => {
    process.env['CLASSIFOLD_QUESTIONS'] = '';
    dialog.showMessageBox = (_window: unknown, asked?: Electron.MessageBoxOptions) => {
      process.env['CLASSIFOLD_QUESTIONS'] = `${process.env['CLASSIFOLD_QUESTIONS'] ?? ''}?`;
      const response = label === null ? asked?.cancelId : asked?.buttons?.indexOf(label);
      if (response === undefined || response < 0) throw new Error(`The question has no “${label ?? 'Escape'}”`);
      return Promise.resolve({ response, checkboxChecked: false });
    };
  }, button);
  return () => electron.evaluate(() => (process.env['CLASSIFOLD_QUESTIONS'] ?? '').length);
}
