import { vi } from 'vitest';

const nothing = () => undefined;

/** What the component library asks of a window and jsdom has not. Undone by `vi.unstubAllGlobals`. */
export function stubWindow(): void {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: nothing, removeEventListener: nothing }));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = nothing;
      unobserve = nothing;
      disconnect = nothing;
    },
  );
}
