import { dialog, type BrowserWindow } from 'electron';
import { applicationTexts } from '../../shared/texts/application.ts';
import { PAGE_URL } from './page-protocol.ts';

export interface PageDeathParts {
  /** The page's process is gone: nobody hears what it is told. */
  readonly onGone: () => void;
  readonly log: (line: string) => void;
  /** The person would rather close the window. */
  readonly onClose: () => void;
}

// A page that dies of what it shows dies of it again: some times at once is no chance any more.
const MOST_DEATHS = 3;
const WITHIN_MS = 60_000;

/** Loads the page again where its process dies, which leaves nothing but a blank window; asks first where that goes on and on. */
export function outlivePageDeaths(window: BrowserWindow, { onGone, log, onClose }: PageDeathParts): void {
  let deaths: number[] = [];

  async function mayLoadAgain(): Promise<boolean> {
    const now = performance.now();
    deaths = [...deaths.filter((at) => now - at < WITHIN_MS), now];
    if (deaths.length <= MOST_DEATHS) return true;
    deaths = [];
    const { message, detail, again, close } = applicationTexts.pageDied;
    const ways = { buttons: [again, close], defaultId: 0, cancelId: 0 };
    return (await dialog.showMessageBox(window, { type: 'error', message, detail, ...ways })).response === 0;
  }

  window.webContents.on('render-process-gone', (_event, { reason }) => {
    onGone();
    log(applicationTexts.pageGone(reason));
    void mayLoadAgain().then((mayLoad) => {
      if (window.isDestroyed()) return;
      if (mayLoad) void window.loadURL(PAGE_URL);
      else onClose();
    });
  });
}
