import { inject } from 'vitest';

/** The display of this worker of Vitest: windows of one display would take the keyboard from each other. */
export function ownDisplay(): string {
  const displays = inject('displays');
  const display = displays[Number(process.env['VITEST_POOL_ID']) - 1];
  if (display === undefined) {
    throw new Error(`worker ${process.env['VITEST_POOL_ID']} of Vitest has no display among ${displays.length}`);
  }
  return display;
}
