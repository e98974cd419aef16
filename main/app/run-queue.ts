import type { CountedRun } from '../../shared/contract/commands.ts';
import type { FinishedRunView, RunSubject, RunView } from '../../shared/contract/events.ts';
import type { NamedRun } from './kept-orders.ts';
import type { Answer, CoreFailure } from '../core/answer.ts';
import { createPauseSwitch, type PauseSwitch, type RunControl } from '../core/run-control.ts';
import type { RunNews, RunSummary } from '../core/run-news.ts';
import { finishedRunView, watchRun, type RunWatch } from './run-view.ts';

/** A run that waits for its turn, or has it. */
export interface RunOrder {
  /** For a person to read. */
  readonly about: RunSubject;
  /** What a later start needs to ask for the same; null: nothing is lost with it. */
  readonly named: NamedRun | null;
  /** Null: nobody has counted what it is over. */
  readonly counted: CountedRun | null;
  /** What it asks for, where one that does is enough; null: it stands for itself. */
  readonly once: AskedOnce | null;
  readonly run: (control: RunControl, tell: (news: RunNews) => Promise<void>) => Promise<Answer<RunSummary>>;
}

export interface AskedOnce {
  readonly what: string;
  /** Id of the model that was chosen when it was asked for. One that waits takes the model that is chosen when it begins. */
  readonly model: string;
  /** Whether one that still looks for its pictures does it too: not what is about a disk as it is now, where the look has passed. */
  readonly isDoneByCurrent: boolean;
}

/** Runs, one after the other: a second one at the same time would only share the machine with the first. */
export interface RunQueue {
  /** Nothing where another order will do what it asks for: one that waits, or the current one while it looks for its pictures. */
  add(order: RunOrder): void;
  /** False where nothing is running. */
  pause(): boolean;
  resume(): boolean;
  /** What is in flight is finished and saved; the runs behind it go on. */
  cancel(): boolean;
  /** One that waits, by its number in the view; no later start has it again. False where it waits no more. */
  remove(run: number): boolean;
  /** Cancels the current one, and removes those behind it. */
  cancelAll(): boolean;
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
  /** What a run made could not be kept, and is made again the next time: why, for a person. */
  readonly onNotKept: (problem: string) => void;
}

interface WaitingRun {
  readonly run: number;
  readonly order: RunOrder;
  /** It began when it was asked for: with the model that was chosen then. */
  readonly isAtOnce: boolean;
}

interface CurrentRun {
  readonly order: RunOrder;
  readonly isAtOnce: boolean;
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
  const waiting: WaitingRun[] = [];
  let added = 0;
  let current: CurrentRun | null = null;
  let isStopping = false;

  const view = (): RunView | null =>
    current?.watch.view(waiting.map(({ run, order }) => ({ run, about: order.about }))) ?? null;
  const show = (): void => {
    listener.onView(view());
  };

  function tellOrders(): void {
    if (isStopping) return;
    const behind = waiting.map(({ order }) => order);
    const orders = current === null ? behind : [current.order, ...behind];
    listener.onOrders(orders.flatMap(({ named }) => (named === null ? [] : [named])));
  }

  function next(): void {
    if (current !== null) return;
    const first = waiting.shift();
    if (first === undefined) return;
    const { order, isAtOnce } = first;
    const watch = watchRun(order.about, order.counted, now);
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
      if (news.kind === 'not-kept') listener.onNotKept(news.problem);
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
    current = { order, isAtOnce, watch, finish, stop, pause, ended };
  }

  function isAsked(once: AskedOnce | null): boolean {
    if (once === null) return false;
    if (waiting.some(({ order }) => order.once?.what === once.what)) return true;
    if (!once.isDoneByCurrent || current?.isAtOnce !== true) return false;
    if (current.finish.signal.aborted || !current.watch.view([]).scanning) return false;
    const running = current.order.once;
    return running?.what === once.what && running.model === once.model;
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
      // While it stops nobody would wait for it: the catalog is about to be closed.
      if (isStopping || isAsked(order.once)) return;
      added += 1;
      waiting.push({ run: added, order, isAtOnce: current === null });
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
    remove: (run) => {
      const at = waiting.findIndex((one) => one.run === run);
      if (at === -1) return false;
      waiting.splice(at, 1);
      tellOrders();
      show();
      return true;
    },
    cancelAll: () => {
      waiting.length = 0;
      tellOrders();
      return cancel();
    },
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
