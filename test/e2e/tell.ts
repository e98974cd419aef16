import type { ElectronApplication } from 'playwright-core';
import { EVENT_CHANNEL } from '../../shared/contract/channels.ts';
import type { EventName, EventPayload } from '../../shared/contract/events.ts';

/** Tells the window what the application would: of what is over before anybody has looked at it. */
export async function tell<Name extends EventName>(
  electron: ElectronApplication,
  name: Name,
  payload: EventPayload<Name>,
): Promise<void> {
  await electron.evaluate(
    ({ BrowserWindow }, [channel, event, told]) => {
      BrowserWindow.getAllWindows()[0]?.webContents.send(channel, event, told);
    },
    [EVENT_CHANNEL, name, payload] as const,
  );
}
