import { useSyncExternalStore } from 'react';

/** Of a rem, in CSS pixels, as it is now: follows the size of text that the person chooses. */
export function useRootFontSize(): number {
  return useSyncExternalStore(followRem, rootFontSize);
}

function rootFontSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

/** No event tells of another size of text; an element as wide as a rem changes its width. */
function followRem(onChange: () => void): () => void {
  const measure = document.createElement('div');
  Object.assign(measure.style, { position: 'absolute', width: '1rem', visibility: 'hidden' });
  document.body.append(measure);
  const observer = new ResizeObserver(onChange);
  observer.observe(measure);
  return () => {
    observer.disconnect();
    measure.remove();
  };
}
