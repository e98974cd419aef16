import { describe, expect, it } from 'vitest';
import { createRunQueue, type RunOrder } from '../../main/app/run-queue.ts';
import type { Answer } from '../../main/core/answer.ts';
import type { RunControl } from '../../main/core/run-control.ts';
import type { RunNews, RunSummary } from '../../main/core/run-news.ts';
import type { FinishedRunView, RunView } from '../../shared/contract/events.ts';

const PLAN = { workers: 2, threads: 1, decoders: 2, batch: 1 };
const noCounts = { left: 0, unreadableFolders: 0, vanished: 0, moved: 0 };

function counts(found: number, classified: number) {
  return { ...noCounts, found, classified, reused: 0, unchanged: 0, failed: 0, skipped: new Map([['md', 1]]) };
}

function summary(stopped: RunSummary['stopped']): Answer<RunSummary> {
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

function valueOf<Value>(answer: Answer<Value>): Value {
  if (!answer.ok) throw new Error(answer.failure.kind);
  return answer.value;
}

/** A run that goes on until the test ends it. */
function heldRun(name: string) {
  let tell: (news: RunNews) => Promise<void> = () => Promise.resolve();
  let end: (answer: Answer<RunSummary>) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const seen: { control: RunControl | null } = { control: null };
  const order: RunOrder = {
    paths: [name],
    named: { paths: [name], tags: [] },
    counted: null,
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

function openQueue(finishWithinMs = 60_000) {
  const views: (RunView | null)[] = [];
  const finished: FinishedRunView[] = [];
  const refused: string[] = [];
  const errors: unknown[] = [];
  const orders: (readonly string[])[] = [];
  const left: (readonly string[])[] = [];
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
    },
    () => clock.ms,
    finishWithinMs,
  );
  return { queue, views, finished, refused, errors, orders, left, clock, changes };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the queue of runs', () => {
  it('runs one after the other', async () => {
    const { queue, finished } = openQueue();
    const [first, second] = [heldRun('/a'), heldRun('/b')];
    queue.add(first.order);
    queue.add(second.order);
    expect(queue.view()).toMatchObject({ paths: ['/a'], state: 'starting', queued: 1 });
    expect(second.seen.control).toBeNull();
    first.end(summary(null));
    await settled();
    expect(finished).toMatchObject([
      { classified: 3, skipped: [['md', 1]], offline: ['/disk', '/gone'], stopped: null },
    ]);
    expect(queue.view()).toMatchObject({ paths: ['/b'], queued: 0 });
    second.end(summary(null));
    await settled();
    expect(queue.view()).toBeNull();
  });

  it('goes on after a run that was refused, and after one that threw', async () => {
    const { queue, refused, errors } = openQueue();
    const runs = [heldRun('/a'), heldRun('/b'), heldRun('/c')] as const;
    for (const { order } of runs) queue.add(order);
    runs[0].end({ ok: false, failure: { kind: 'no-failures' } });
    await settled();
    runs[1].fail(new Error('disk full'));
    await settled();
    expect(refused).toEqual(['no-failures']);
    expect(errors).toMatchObject([{ message: 'disk full' }]);
    expect(queue.view()?.paths).toEqual(['/c']);
  });

  it('tells of pictures when they are in the library, and when something was found out about them', async () => {
    const { queue, changes } = openQueue();
    const run = heldRun('/a');
    queue.add(run.order);
    const progress = (found: number, classified: number) =>
      run.tell({ kind: 'progress', counts: counts(found, classified), scanning: true });
    await progress(0, 0);
    expect(changes.told).toBe(0);
    await progress(100, 0);
    await progress(100, 0);
    expect(changes.told).toBe(1);
    await run.tell({ kind: 'pictures', pictures: [] });
    await progress(100, 1);
    expect(changes.told).toBe(2);
    await progress(150, 1);
    expect(changes.told).toBe(3);
  });

  it('pauses, resumes and cancels the one that runs', async () => {
    const { queue } = openQueue();
    expect([queue.pause(), queue.resume(), queue.cancel()]).toEqual([false, false, false]);
    const [run, next] = [heldRun('/a'), heldRun('/b')];
    queue.add(run.order);
    queue.add(next.order);
    expect(queue.view()).toMatchObject({ state: 'starting', trying: null });
    await run.tell({ kind: 'trying-engine', engine: 'onnxruntime:webgpu' });
    expect(queue.view()).toMatchObject({ state: 'starting', trying: 'onnxruntime:webgpu' });
    await run.tell({ kind: 'started', engine: 'e', why: 'w', model: 'm', plan: PLAN, quarantined: 0 });
    expect(queue.view()?.trying).toBeNull();
    const work = { engine: 'e', why: 'w', model: 'm', plan: PLAN, isReduced: false };
    expect(queue.view()).toMatchObject({ state: 'running', work });
    const plan = { ...PLAN, workers: 1 };
    await run.tell({ kind: 'plan-reduced', engine: 'f', plan, because: 'SIGKILL' });
    expect(queue.view()?.work).toEqual({ engine: 'f', why: 'w', model: 'm', plan, isReduced: true });
    expect(queue.pause()).toBe(true);
    expect(run.seen.control?.pause?.isPaused()).toBe(true);
    expect(queue.view()?.state).toBe('paused');
    expect(queue.resume()).toBe(true);
    expect(run.seen.control?.pause?.isPaused()).toBe(false);
    expect(queue.cancel()).toBe(true);
    expect(run.seen.control?.finish.aborted).toBe(true);
    expect(queue.view()?.state).toBe('finishing');
    expect([queue.pause(), queue.resume()]).toEqual([false, false]);
    run.end(summary({ kind: 'asked' }));
    await settled();
    expect(queue.view()?.paths).toEqual(['/b']);
  });

  it('is empty when everything was stopped, not before', async () => {
    const { queue } = openQueue();
    const [run, next] = [heldRun('/a'), heldRun('/b')];
    queue.add(run.order);
    queue.add(next.order);
    let isStopped = false;
    const stopping = queue.stopAll().then(() => (isStopped = true));
    await settled();
    expect(isStopped).toBe(false);
    run.end(summary({ kind: 'asked' }));
    await stopping;
    expect(run.seen.control?.stop.aborted).toBe(false);
    expect(queue.view()).toBeNull();
    expect(next.seen.control).toBeNull();
  });

  it('takes nothing on any more once everything is stopped', async () => {
    const { queue, orders } = openQueue();
    const [run, late] = [heldRun('/a'), heldRun('/b')];
    queue.add(run.order);
    const stopping = queue.stopAll();
    queue.add(late.order);
    run.end(summary({ kind: 'asked' }));
    await stopping;
    await settled();
    expect(late.seen.control).toBeNull();
    expect(queue.view()).toBeNull();
    expect(orders).toEqual([['/a']]);
  });

  it('kills what does not finish when everything is stopped', async () => {
    const { queue } = openQueue(20);
    const run = heldRun('/a');
    queue.add(run.order);
    const { stop, finish } = run.seen.control!;
    const isKilled = new Promise((resolve) => {
      stop.addEventListener('abort', resolve);
    });
    const stopping = queue.stopAll();
    expect([finish.aborted, stop.aborted]).toEqual([true, false]);
    await isKilled;
    run.end(summary({ kind: 'asked' }));
    await stopping;
    expect(queue.view()).toBeNull();
  });

  it('tells the speed of the last seconds, and the time left once everything is found', async () => {
    const { queue, clock } = openQueue();
    const run = heldRun('/a');
    queue.add(run.order);
    for (let second = 0; second <= 60; second++) {
      clock.ms = second * 1000;
      // Slow at first: 1 a second, then 10.
      const classified = second < 30 ? second : 30 + (second - 30) * 10;
      await run.tell({ kind: 'progress', counts: counts(1000, classified), scanning: second < 50 });
      if (second === 40) expect(queue.view()?.secondsLeft).toBeNull();
    }
    const view = queue.view();
    expect(view?.picturesPerSecond).toBeCloseTo(10);
    expect(view?.secondsLeft).toBeCloseTo(67);
    expect(view?.skipped).toEqual([['md', 1]]);
  });
});

describe('a run whose pictures were counted before', () => {
  async function scanned(counted: RunOrder['counted'], found: number) {
    const { queue, clock } = openQueue();
    const run = heldRun('/a');
    queue.add({ ...run.order, counted });
    for (let second = 0; second <= 20; second++) {
      clock.ms = second * 1000;
      await run.tell({ kind: 'progress', counts: counts(found, second * 5), scanning: true });
    }
    return queue.view();
  }

  it('has a total and a time left before all of them are found', async () => {
    const view = await scanned({ pictures: 1000, known: 600 }, 300);
    expect(view).toMatchObject({ found: 300, total: 1000, scanning: true });
    expect(view?.secondsLeft).toBeCloseTo((1000 - 600 - 100) / 5);
  });

  it('has neither where nobody counted, or more was found since', async () => {
    for (const counted of [null, { pictures: 200, known: 0 }]) {
      expect(await scanned(counted, 300)).toMatchObject({ found: 300, total: null, secondsLeft: null });
    }
  });
});

describe('orders that are not over', () => {
  it('are told, the current one first, and stay what they were when all are stopped', async () => {
    const { queue, orders } = openQueue();
    const [first, second, third] = [heldRun('first'), heldRun('second'), heldRun('third')];
    queue.add(first.order);
    queue.add(second.order);
    queue.add({ ...third.order, named: null });
    first.end(summary(null));
    await settled();
    expect(orders).toEqual([['first'], ['first', 'second'], ['first', 'second'], ['second']]);
    const stopped = queue.stopAll();
    second.end(summary(null));
    await stopped;
    expect(orders).toHaveLength(4);
  });

  it('are left where they ended before their work did, but for an end of the application', async () => {
    const { queue, left } = openQueue();
    const runs = ['whole', 'cancelled', 'offline', 'refused', 'gone', 'broken', 'stopped'].map(heldRun);
    for (const { order } of runs) queue.add(order);
    const whole = { ...valueOf(summary(null)), offline: [] };
    const ends: readonly Answer<RunSummary>[] = [
      { ok: true, value: whole },
      { ok: true, value: { ...whole, stopped: { kind: 'asked' } } },
      { ok: true, value: { ...whole, offline: ['/disk'] } },
      { ok: false, failure: { kind: 'catalog', message: 'it is locked' } },
      { ok: false, failure: { kind: 'no-paths', missing: [] } },
    ];
    for (const [at, end] of ends.entries()) {
      runs[at]!.end(end);
      await settled();
    }
    runs[5]!.fail(new Error('disk full'));
    await settled();
    expect(left).toEqual([['cancelled'], ['offline'], ['refused'], ['broken']]);
    const stopped = queue.stopAll();
    runs[6]!.end(summary({ kind: 'asked' }));
    await stopped;
    expect(left).toHaveLength(4);
  });
});
