import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { CommandVerbs, WindowBridge } from '../../shared/contract/bridge.ts';
import type { EventName } from '../../shared/contract/events.ts';
import { EVENT_CHANNEL, REQUEST_CHANNEL } from '../../shared/contract/channels.ts';
import { VERBS } from './verbs.ts';

interface Listening {
  readonly event: EventName;
  readonly listener: (payload: unknown) => void;
}

const listening = new Set<Listening>();
ipcRenderer.on(EVENT_CHANNEL, (_event, name: unknown, payload: unknown) => {
  for (const { event, listener } of listening) {
    if (event === name) listener(payload);
  }
});

const verbs = Object.fromEntries(
  VERBS.map((name) => [name, (input: unknown) => ipcRenderer.invoke(REQUEST_CHANNEL, name, input)]),
) as unknown as CommandVerbs;

const bridge: WindowBridge = {
  ...verbs,
  on: (event, listener) => {
    const added = { event, listener };
    listening.add(added);
    return () => {
      listening.delete(added);
    };
  },
  // What has no path (an image dragged out of a browser) is no file of this machine.
  pathsOf: (files) => files.map((file) => webUtils.getPathForFile(file as File)).filter((path) => path !== ''),
};

contextBridge.exposeInMainWorld('classifold', bridge);
