import type { CountedRun } from '../../shared/contract/commands.ts';
import type { FinishedRunView, RunView } from '../../shared/contract/events.ts';
import type { NamedRun } from './kept-orders.ts';
import type { Answer, CoreFailure } from '../core/answer.ts';
import { createPauseSwitch, type PauseSwitch, type RunControl } from '../core/run-control.ts';
import type { RunNews, RunSummary } from '../core/run-news.ts';
import { finishedRunView, watchRun, type RunWatch } from './run-view.ts';

/** A run that waits for its turn, or has it. */
export interface RunOrder {
  /** What it is over, for a person to read. */
  readonly paths: readonly string[];
  /** What a later start needs to ask for the same; null: nothing is lost with it. */
  readonly named: NamedRun | null;
  /** Null: nobody has counted what it is over. */
  readonly counted: CountedRun | null;
  readonly run: (control: RunControl, tell: (news: RunNews) => Promise<void>) => Promise<Answer<RunSummary>>;
}

/** Runs, one after the other: a second one at the same time would only share the machine with the first. */
export interface RunQueue {
  add(order: RunOrder): void;
  /** False where nothing is running. */
  pause(): boolean;
  resume(): boolean;
  /** What is in flight is finished and saved; the runs behind it go on. */
  cancel(): boolean;
  /**
   * Cancels it and forgets those behind it, at the end of this start. What is in flight has some seconds to be finished;
   * then its workers are killed, and it is left for the next run. Resolves when nothing is running any more.
   */
  stopAll(): Promise<void>;
  /** Null: nothing is running. */
  view(): RunView | null;
}

/** Whoever shows the runs. */
export interface RunListener {
  /** Often: it is for the listener to say less. */
  readonly onView: (view: RunView | null) => void;
  readonly onFinished: (finished: FinishedRunView) => void;
  readonly onRefused: (failure: CoreFailure) => void;
  /** A bug, or a catalog that cannot be written any more. */
  readonly onError: (error: unknown) => void;
  /** Runs over named paths that are not over, the current one first; not when all are stopped: a later start has them again. */
  readonly onOrders: (orders: readonly NamedRun[]) => void;
  /** Such a run has ended before its work did; told before `onOrders` tells of those that remain. */
  readonly onLeft: (order: NamedRun) => void;
  /** Pictures, or results of theirs, are in the catalog that were not there before. */
  readonly onPictures: () => void;
}

interface CurrentRun {
  readonly order: RunOrder;
  readonly watch: RunWatch;
  readonly finish: AbortController;
  readonly stop: AbortController;
  readonly pause: PauseSwitch;
  readonly ended: Promise<void>;
}

// Longer than nearly any picture takes, and no longer than a person waits for a window to close.
const FINISH_WITHIN_MS = 5000;

export function createRunQueue(
  listener: RunListener,
  now: () => number = () => performance.now(),
  finishWithinMs: number = FINISH_WITHIN_MS,
): RunQueue {
  const waiting: RunOrder[] = [];
  let current: CurrentRun | null = null;
  let isStopping = false;

  const view = (): RunView | null => current?.watch.view(waiting.length) ?? null;
  const show = (): void => {
    listener.onView(view());
  };

  function tellOrders(): void {
    if (isStopping) return;
    const orders = current === null ? waiting : [current.order, ...waiting];
    listener.onOrders(orders.flatMap(({ named }) => (named === null ? [] : [named])));
  }

  function next(): void {
    if (current !== null) return;
    const order = waiting.shift();
    if (order === undefined) return;
    const watch = watchRun(order.paths, order.counted, now);
    const finish = new AbortController();
    const stop = new AbortController();
    const pause = createPauseSwitch();
    const control: RunControl = { finish: finish.signal, stop: stop.signal, pause };
    let found = 0;
    const hear = (news: RunNews): Promise<void> => {
      watch.hear(news);
      // Pictures are in the library, and can be looked at, before anything was computed of them.
      const hasMore = news.kind === 'progress' && news.counts.found > found;
      if (hasMore) found = news.counts.found;
      if (hasMore || news.kind === 'pictures') listener.onPictures();
      show();
      return Promise.resolve();
    };
    const leave = (): void => {
      if (order.named !== null && !isStopping) listener.onLeft(order.named);
    };
    const leaveAndThrow = (error: unknown): never => {
      leave();
      throw error;
    };
    const ended = order
      .run(control, hear)
      .then((answer) => {
        if (!isWhole(answer)) leave();
        if (answer.ok) listener.onFinished(finishedRunView(answer.value));
        else listener.onRefused(answer.failure);
      }, leaveAndThrow)
      .catch(listener.onError)
      .then(() => {
        current = null;
        next();
        tellOrders();
        show();
      });
    current = { order, watch, finish, stop, pause, ended };
  }

  function cancel(): boolean {
    if (current === null) return false;
    current.watch.setState('finishing');
    current.finish.abort();
    show();
    return true;
  }

  return {
    add: (order) => {
      // Nobody would wait for it: the catalog is about to be closed.
      if (isStopping) return;
      waiting.push(order);
      next();
      tellOrders();
      show();
    },
    pause: () => {
      if (current === null || current.finish.signal.aborted) return false;
      current.pause.pause();
      current.watch.setState('paused');
      show();
      return true;
    },
    resume: () => {
      if (current === null || !current.pause.isPaused() || current.finish.signal.aborted) return false;
      current.pause.resume();
      current.watch.setState('running');
      show();
      return true;
    },
    cancel,
    stopAll: async () => {
      isStopping = true;
      waiting.length = 0;
      if (current === null) return;
      const { stop, ended } = current;
      cancel();
      const timer = setTimeout(() => {
        stop.abort();
      }, finishWithinMs);
      await ended;
      clearTimeout(timer);
    },
    view,
  };
}

/** Whether nothing is left of what was asked for. */
function isWhole(answer: Answer<RunSummary>): boolean {
  // What is not there cannot be waited for.
  if (!answer.ok) return answer.failure.kind === 'no-paths';
  const { stopped, offline, counts } = answer.value;
  return stopped === null && offline.length === 0 && counts.left === 0;
}
