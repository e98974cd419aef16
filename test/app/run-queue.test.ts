import { describe, expect, it } from 'vitest';
import type { RunOrder } from '../../main/app/run-queue.ts';
import { counts, heldRun, openQueue, PLAN, settled, summary } from './held-runs.ts';

describe('the queue of runs', () => {
  it('runs one after the other', async () => {
    const { queue, finished } = openQueue();
    const [first, second] = [heldRun('/a'), heldRun('/b')];
    queue.add(first.order);
    queue.add(second.order);
    expect(queue.view()).toMatchObject({
      about: { paths: ['/a'] },
      state: 'starting',
      waiting: [{ about: { paths: ['/b'] } }],
    });
    expect(second.seen.control).toBeNull();
    first.end(summary(null));
    await settled();
    expect(finished).toMatchObject([
      { classified: 3, skipped: [['md', 1]], offline: ['/disk', '/gone'], stopped: null },
    ]);
    expect(queue.view()).toMatchObject({ about: { paths: ['/b'] }, waiting: [] });
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
    expect(queue.view()?.about).toMatchObject({ paths: ['/c'] });
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

  it('tells of what could not be kept', async () => {
    const { queue, unkept } = openQueue();
    const run = heldRun('/a');
    queue.add(run.order);
    await run.tell({ kind: 'not-kept', problem: 'The graph cannot be kept.' });
    expect(unkept).toEqual(['The graph cannot be kept.']);
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
    expect(queue.view()?.about).toMatchObject({ paths: ['/b'] });
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
