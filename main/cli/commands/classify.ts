import type { Core } from '../../core/host-contract.ts';
import type { ClassifyRequest, RetryRequest } from '../../core/host-requests.ts';
import type { Answer } from '../../core/answer.ts';
import type { RunControl } from '../../core/run-control.ts';
import type { RunNews, RunSummary } from '../../core/run-news.ts';
import { commandLineTexts as texts } from '../../../shared/texts/command-line.ts';
import { endSoon } from '../end-soon.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import type { Output } from '../output.ts';
import { refuseWith } from '../refusal.ts';
import { createRunPrinter } from '../run-printer.ts';
import { hearSignals } from '../signals.ts';

export interface RunOutputOptions {
  readonly json: boolean;
  readonly verbose: boolean;
  /** For the person to see where the results are. */
  readonly catalog: string;
}

/** `classifold classify`: a run over named paths. */
export function classify(
  core: Core,
  request: ClassifyRequest,
  options: RunOutputOptions,
  output: Output,
): Promise<ExitStatus> {
  return runWithSignals(options, output, (control, tell) => core.classify(request, control, tell));
}

/** `classifold failures --retry`: a run over pictures that failed. */
export function retryFailures(
  core: Core,
  request: RetryRequest,
  options: RunOutputOptions,
  output: Output,
): Promise<ExitStatus> {
  return runWithSignals(options, output, (control, tell) => core.retryFailures(request, control, tell));
}

/** A run that Ctrl-C finishes and saves, and a second Ctrl-C stops at once. */
async function runWithSignals(
  options: RunOutputOptions,
  output: Output,
  run: (control: RunControl, tell: (news: RunNews) => Promise<void>) => Promise<Answer<RunSummary>>,
): Promise<ExitStatus> {
  const finish = new AbortController();
  const stop = new AbortController();
  const printer = createRunPrinter(options, output);
  const heard = hearSignals(
    () => {
      printer.interrupt();
      output.say(texts.finishing);
      finish.abort();
    },
    () => {
      stop.abort();
      endSoon();
    },
  );
  try {
    const answer = await run({ finish: finish.signal, stop: stop.signal }, printer.tell);
    printer.end();
    if (!answer.ok) return refuseWith(answer.failure, output);
    printer.summarize(answer.value);
    return statusOf(answer.value);
  } finally {
    printer.end();
    heard.release();
  }
}

function statusOf({ stopped, counts, offline, missing }: RunSummary): ExitStatus {
  if (stopped !== null) return stopped.kind === 'asked' ? EXIT.interrupted : EXIT.couldNotRun;
  const troubles = counts.failed + counts.unreadableFolders + offline.length + missing.length;
  return troubles > 0 ? EXIT.doneWithFailures : EXIT.done;
}
