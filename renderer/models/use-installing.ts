import { useState } from 'react';
import type { EventPayload } from '../../shared/contract/events.ts';
import { useEvent } from '../state/use-event.ts';

type Installing = EventPayload<'installing'>;

/**
 * The published model that is on its way, and how far; null while none is.
 * @param before what is known of it before anything was told: it may be on its way already
 */
export function useInstalling(before: Installing = null): Installing {
  const [told, setTold] = useState<{ readonly installing: Installing } | null>(null);
  useEvent('installing', (installing) => {
    setTold({ installing });
  });
  return told === null ? before : told.installing;
}
