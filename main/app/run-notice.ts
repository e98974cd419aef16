import type { FinishedRunView } from '../../shared/contract/events.ts';
import { endingOf } from '../../shared/run-ending.ts';
import { applicationTexts as texts } from '../../shared/texts/application.ts';

/** What the desktop is told of a run that has ended, for whoever does not look at the window. */
export function runNotice(finished: FinishedRunView): { readonly title: string; readonly body: string } {
  const title = texts.runEnded[endingOf(finished)];
  return { title, body: finished.stopped ?? texts.runEndedBody(finished) };
}
