import { useState } from 'react';
import type { EventPayload } from '../../shared/contract/events.ts';
import { useEvent } from '../state/use-event.ts';

/** The published model that is on its way, and how far; null while none is. */
export function useInstalling(): EventPayload<'installing'> {
  const [installing, setInstalling] = useState<EventPayload<'installing'>>(null);
  useEvent('installing', setInstalling);
  return installing;
}
