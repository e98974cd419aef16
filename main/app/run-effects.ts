import { Notification, powerSaveBlocker, type BrowserWindow } from 'electron';
import type { FinishedRunView, RunView } from '../../shared/contract/events.ts';
import { runNotice } from './run-notice.ts';
import { bringToFront } from './window.ts';

/** What a run does to the machine around the window. */
export interface RunEffects {
  onView(view: RunView | null): void;
  onFinished(finished: FinishedRunView): void;
}

// A run that ends while a person still looks at it needs no notification.
const LONG_RUN_S = 60;
/** Electron's: a bar that tells only that something goes on. */
const INDETERMINATE = 2;

/** Keeps the system awake, shows progress in the taskbar, and tells of the end of a long run. */
export function createRunEffects(window: () => BrowserWindow | null): RunEffects {
  let blocker: number | null = null;
  let shown = '';

  /** The desktop is told by a message between processes: only of what can be seen in a bar of some pixels. */
  function showProgress(view: RunView | null): void {
    const progress = Math.round(100 * taskbarProgress(view)) / 100;
    const mode = view?.state === 'paused' ? 'paused' : 'normal';
    if (shown === `${mode} ${progress}`) return;
    shown = `${mode} ${progress}`;
    window()?.setProgressBar(progress, { mode });
  }

  return {
    onView: (view) => {
      const isWorking = view !== null && view.state !== 'paused';
      if (isWorking) blocker ??= powerSaveBlocker.start('prevent-app-suspension');
      else if (blocker !== null) {
        powerSaveBlocker.stop(blocker);
        blocker = null;
      }
      showProgress(view);
    },
    onFinished: (finished) => {
      const current = window();
      if (finished.seconds < LONG_RUN_S || current === null || current.isFocused() || !Notification.isSupported())
        return;
      const notification = new Notification(runNotice(finished));
      notification.on('click', () => {
        const front = window();
        if (front !== null) bringToFront(front);
      });
      notification.show();
    },
  };
}

/** 0…1; above 1 while nobody knows how much there is; below 0 for no bar. */
function taskbarProgress(view: RunView | null): number {
  if (view === null) return -1;
  if (view.total === null || view.total === 0) return INDETERMINATE;
  return Math.min(1, (view.classified + view.reused + view.unchanged + view.failed) / view.total);
}
