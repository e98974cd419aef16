import { createRunQueue, type RunOrder } from '../../main/app/run-queue.ts';
import type { Answer } from '../../main/core/answer.ts';
import type { RunControl } from '../../main/core/run-control.ts';
import type { RunNews, RunSummary } from '../../main/core/run-news.ts';
import type { FinishedRunView, RunView } from '../../shared/contract/events.ts';

export const PLAN = { workers: 2, threads: 1, decoders: 2, batch: 1 };
const noCounts = { left: 0, unreadableFolders: 0, vanished: 0, moved: 0 };

export function counts(found: number, classified: number) {
  return { ...noCounts, found, classified, reused: 0, unchanged: 0, failed: 0, skipped: new Map([['md', 1]]) };
}

export function summary(stopped: RunSummary['stopped']): Answer<RunSummary> {
  const value = {
    counts: counts(3, 3),
    missing: [{ path: '/gone', code: 'ENOENT' }],
    offline: ['/disk'],
    seconds: 2,
    picturesPerSecond: 1.5,
    model: { id: 'm', name: 'M', digest: 'd' },
    engine: 'e',
    plan: PLAN,
    stopped,
  };
  return { ok: true, value };
}

export function valueOf<Value>(answer: Answer<Value>): Value {
  if (!answer.ok) throw new Error(answer.failure.kind);
  return answer.value;
}

/** A run that goes on until the test ends it. */
export function heldRun(name: string) {
  let tell: (news: RunNews) => Promise<void> = () => Promise.resolve();
  let end: (answer: Answer<RunSummary>) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const seen: { control: RunControl | null } = { control: null };
  const order: RunOrder = {
    about: { kind: 'paths', paths: [name], more: 0 },
    named: { paths: [name], tags: [] },
    counted: null,
    once: null,
    run: (control, hear) => {
      seen.control = control;
      tell = hear;
      return new Promise((resolve, reject) => {
        end = resolve;
        fail = reject;
      });
    },
  };
  return {
    order,
    seen,
    tell: (news: RunNews) => tell(news),
    end: (answer: Answer<RunSummary>) => {
      end(answer);
    },
    fail: (error: Error) => {
      fail(error);
    },
  };
}

export function openQueue(finishWithinMs = 60_000) {
  const views: (RunView | null)[] = [];
  const finished: FinishedRunView[] = [];
  const refused: string[] = [];
  const errors: unknown[] = [];
  const orders: (readonly string[])[] = [];
  const left: (readonly string[])[] = [];
  const unkept: string[] = [];
  const clock = { ms: 0 };
  const changes = { told: 0 };
  const queue = createRunQueue(
    {
      onView: (view) => views.push(view),
      onFinished: (end) => finished.push(end),
      onRefused: ({ kind }) => refused.push(kind),
      onError: (error) => errors.push(error),
      onOrders: (named) => orders.push(named.flatMap(({ paths }) => paths)),
      onLeft: ({ paths }) => left.push(paths),
      onPictures: () => {
        changes.told += 1;
      },
      onNotKept: (problem) => unkept.push(problem),
    },
    () => clock.ms,
    finishWithinMs,
  );
  return { queue, views, finished, refused, errors, orders, left, unkept, clock, changes };
}

export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
