import type { WebContents } from 'electron';
import { EVENT_CHANNEL } from '../../shared/contract/channels.ts';
import type { EventName, EventPayload } from '../../shared/contract/events.ts';
import { coalesce } from './coalesce.ts';

/** Tells the window, where there is one. */
export interface WindowEvents {
  tell<Name extends EventName>(name: Name, payload: EventPayload<Name>): void;
}

// Ten a second are as many as the window should ever be told; an eye reads no number in less than a quarter of one, and
// each is drawn by the cores that compute.
const EVERY_MS = 250;
/** A grid that is laid out anew more often than twice a second cannot be read. */
const CHANGED_EVERY_MS = 500;

/** @param page null while there is no window */
export function createEvents(page: () => WebContents | null): WindowEvents {
  const send = (name: EventName, payload: unknown): void => {
    const contents = page();
    if (contents !== null && !contents.isDestroyed()) contents.send(EVENT_CHANNEL, name, payload);
  };
  const run = coalesce<EventPayload<'run'>>(EVERY_MS, (view) => {
    send('run', view);
  });
  const changed = coalesce<EventPayload<'catalogChanged'>>(CHANGED_EVERY_MS, (payload) => {
    send('catalogChanged', payload);
  });
  const exporting = coalesce<EventPayload<'exporting'>>(EVERY_MS, (progress) => {
    send('exporting', progress);
  });
  const adding = coalesce<EventPayload<'addingEnginePack'>>(EVERY_MS, (step) => {
    send('addingEnginePack', step);
  });
  const installing = coalesce<EventPayload<'installing'>>(EVERY_MS, (progress) => {
    send('installing', progress);
  });
  const measuring = coalesce<EventPayload<'measuring'>>(EVERY_MS, (progress) => {
    send('measuring', progress);
  });
  return {
    tell: (name, payload) => {
      switch (name) {
        case 'run':
          run.tell(payload as EventPayload<'run'>);
          return;
        case 'catalogChanged':
          changed.tell({});
          return;
        case 'exporting':
          exporting.tell(payload as EventPayload<'exporting'>);
          return;
        case 'addingEnginePack':
          adding.tell(payload as EventPayload<'addingEnginePack'>);
          return;
        case 'installing':
          installing.tell(payload as EventPayload<'installing'>);
          return;
        case 'measuring':
          measuring.tell(payload as EventPayload<'measuring'>);
          return;
        default:
          // What is said in order stays in order: a run's last numbers are not told after its end.
          run.flush();
          changed.flush();
          send(name, payload);
      }
    },
  };
}
