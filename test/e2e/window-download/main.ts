import { app } from 'electron';
import { electronGet } from '../../../main/app/electron-get.ts';
import {
  DOWNLOAD_LIMITS,
  downloadFile,
  type Downloaded,
  type DownloadRequest,
} from '../../../main/download/download-file.ts';

// The smallest application that downloads as the window does: through Chromium's network.

/**
 * @param stopAt cancelled once so many bytes are there; null: never
 * @param patienceMs how long it waits for an answer, and for more of one
 */
async function download(request: DownloadRequest, stopAt: number | null, patienceMs: number): Promise<Downloaded> {
  await app.whenReady();
  const stop = new AbortController();
  const limits = {
    ...DOWNLOAD_LIMITS,
    attempts: 3,
    backOffMs: 1,
    answerMs: patienceMs,
    firstAnswerMs: patienceMs,
    stallMs: patienceMs,
    stallBytes: 100,
    allowsLoopback: true,
  };
  return await downloadFile(
    request,
    electronGet({ allowsLoopback: true }),
    stop.signal,
    (bytes) => {
      if (stopAt !== null && bytes >= stopAt) stop.abort();
    },
    limits,
  );
}

/** What comes of asking as the application does, which allows no address of this machine: a status, or the error's name. */
async function ask(url: string): Promise<number | string> {
  await app.whenReady();
  try {
    const reply = await electronGet()(new URL(url), {}, asking.signal);
    reply.close();
    return reply.status;
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

const asking = new AbortController();

/** Cancels what `ask` asks. */
function stopAsking(): void {
  asking.abort();
}

Object.assign(globalThis, { download, ask, stopAsking });
// Nothing to see; whoever drives it calls the above.
app.on('window-all-closed', () => undefined);
