import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { REQUEST_CHANNEL } from '../../shared/contract/channels.ts';
import type { Reply } from '../../shared/contract/answers.ts';
import { applicationTexts as texts } from '../../shared/texts/application.ts';
import { thrownMessage, thrownStack } from '../../shared/thrown.ts';
import { ProcessDied } from '../process/started-process.ts';
import { refusal, type CommandHandlers } from './command-handlers.ts';
import { checkRequest, type CheckedRequest } from './ipc-request.ts';
import { PAGE_ORIGIN } from './page-protocol.ts';

export interface IpcParts {
  readonly handlers: CommandHandlers;
  /** The window's; null while there is none. */
  readonly page: () => WebContents | null;
  /** A bug, or somebody who tries: for whoever reads the log. */
  readonly log: (text: string) => void;
}

/** Answers the window's requests, after each was checked. Never rejects: a window waits for a reply. */
export function answerRequests({ handlers, page, log }: IpcParts): void {
  ipcMain.handle(REQUEST_CHANNEL, async (event, name: unknown, input: unknown) =>
    JSON.stringify(await replyTo(event, name, input)),
  );

  async function replyTo(event: IpcMainInvokeEvent, name: unknown, input: unknown): Promise<Reply<unknown>> {
    const { sender, senderFrame } = event;
    const isMainFrame = sender === page() && senderFrame !== null && senderFrame === sender.mainFrame;
    const checked = checkRequest({ isMainFrame, url: senderFrame?.url ?? '' }, PAGE_ORIGIN, name, input);
    if (!checked.ok) {
      // What a window still asked for when it closed needs no line.
      if (page() !== null) log(`a request was refused: ${checked.reason}`);
      return refusal(texts.badRequest);
    }
    try {
      return await answer(handlers, checked);
    } catch (error) {
      // The next request finds another process.
      if (error instanceof ProcessDied) return refusal(error.message);
      log(`${checked.name}: ${thrownStack(error)}`);
      return refusal(texts.bug(thrownMessage(error)));
    }
  }
}

function answer(handlers: CommandHandlers, { name, input }: CheckedRequest): Promise<Reply<unknown>> {
  // Name and input belong to each other; TypeScript cannot see that across the union.
  const handler = handlers[name] as (input: unknown) => Promise<Reply<unknown>>;
  return handler(input);
}
