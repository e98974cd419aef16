import type { TestProject } from 'vitest/node';
import { openDisplay } from './xvfb.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** X displays that windows open on, such as `:99`: one for each worker of Vitest. */
    readonly displays: readonly string[];
  }
}

/** Vitest's global set-up of the end-to-end tests: displays without a screen, on free numbers. */
export default async function startDisplays(project: TestProject): Promise<() => void> {
  const displays = await Promise.all(Array.from({ length: project.config.maxWorkers }, openDisplay));
  project.provide(
    'displays',
    displays.map(({ name }) => name),
  );
  return () => {
    for (const { stop } of displays) stop();
  };
}
