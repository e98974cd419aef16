import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { expect, it, vi } from 'vitest';
import type { CommandHandlers } from '../../main/app/command-handlers.ts';
import { answerRequests } from '../../main/app/ipc.ts';
import { applicationTexts } from '../../shared/texts/application.ts';

// No frame of the page has the bridge, and Electron lets a test put none there later: who asks is made up here.

type Listener = (event: IpcMainInvokeEvent, name: unknown, input: unknown) => Promise<string>;

const heard = vi.hoisted(() => ({ listener: undefined as Listener | undefined }));
vi.mock('electron', () => ({
  ipcMain: {
    handle: (_channel: string, listener: Listener) => {
      heard.listener = listener;
    },
  },
}));

const mainFrame = { url: 'app://classifold/index.html' };
const page = { mainFrame };
const undone = { ok: false, message: applicationTexts.badRequest };

/** The reply to one request for a count, and the commands that were carried out. */
async function ask(sender: unknown, senderFrame: unknown, shown: unknown = page) {
  const done: string[] = [];
  const log: string[] = [];
  const handlers = {
    count: () => {
      done.push('count');
      return Promise.resolve({ ok: true, value: { pictures: 3 } });
    },
  } as unknown as CommandHandlers;
  answerRequests({ handlers, page: () => shown as WebContents | null, log: (text) => log.push(text) });
  const event = { sender, senderFrame } as unknown as IpcMainInvokeEvent;
  const reply = JSON.parse((await heard.listener?.(event, 'count', { query: '' })) ?? 'null') as unknown;
  return { reply, done, log };
}

it('a request of the page itself is answered', async () => {
  expect(await ask(page, mainFrame)).toEqual({ reply: { ok: true, value: { pictures: 3 } }, done: ['count'], log: [] });
});

it.each([
  ['a frame in the page, of the same address', page, { url: mainFrame.url, parent: mainFrame }],
  ['a frame that is gone by now', page, null],
  ['another window with the same page', { mainFrame }, mainFrame],
])('a request of %s is refused, and nothing is done', async (_who, sender, senderFrame) => {
  const { reply, done, log } = await ask(sender, senderFrame);
  expect({ reply, done }).toEqual({ reply: undone, done: [] });
  expect(log).toEqual([expect.stringContaining('refused')]);
});

it('a request is refused without a word where there is no window any more', async () => {
  expect(await ask(page, mainFrame, null)).toEqual({ reply: undone, done: [], log: [] });
});
