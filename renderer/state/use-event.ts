import { useEffect, useEffectEvent } from 'react';
import type { EventName, EventPayload } from '../../shared/contract/events.ts';
import { useBridge } from '../bridge-context.ts';

/** Calls `listener`, always the one of the last render, with every payload of an event of the application. */
export function useEvent<Name extends EventName>(event: Name, listener: (payload: EventPayload<Name>) => void): void {
  const bridge = useBridge();
  const onEvent = useEffectEvent(listener);
  useEffect(
    () =>
      bridge.on(event, (payload) => {
        onEvent(payload);
      }),
    [bridge, event],
  );
}
