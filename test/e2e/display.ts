import type { TestProject } from 'vitest/node';
import { openDisplay } from './xvfb.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The X display that windows open on, such as `:99`. */
    readonly display: string;
  }
}

/** Vitest's global set-up of the end-to-end tests: one display without a screen for all of them, on a free number. */
export default async function startDisplay(project: TestProject): Promise<() => void> {
  const display = await openDisplay();
  project.provide('display', display.name);
  return display.stop;
}
