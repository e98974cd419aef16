import { describe, expect, it } from 'vitest';
import { aboutPaths } from '../../main/app/run-view.ts';
import type { Answer } from '../../main/core/answer.ts';
import type { RunNews, RunSummary } from '../../main/core/run-news.ts';
import { counts, heldRun, openQueue, settled, summary, valueOf } from './held-runs.ts';

describe('a run that waits', () => {
  it('is removed by its number: it does not begin, and no later start has it', async () => {
    const { queue, orders, left } = openQueue();
    const [first, second, third] = [heldRun('/a'), heldRun('/b'), heldRun('/c')];
    for (const { order } of [first, second, third]) queue.add(order);
    const run = queue.view()!.waiting[0]!.run;
    expect(queue.remove(run)).toBe(true);
    expect(queue.view()?.waiting).toMatchObject([{ about: { paths: ['/c'] } }]);
    expect(orders.at(-1)).toEqual(['/a', '/c']);
    expect(queue.remove(run)).toBe(false);
    const begun = queue.view()!.waiting[0]!.run;
    first.end(summary(null));
    await settled();
    expect(queue.view()?.about).toMatchObject({ paths: ['/c'] });
    expect(queue.remove(begun)).toBe(false);
    expect(second.seen.control).toBeNull();
    expect(left).not.toContainEqual(['/b']);
  });

  it('goes with the one that runs when all are cancelled', async () => {
    const { queue, orders, left } = openQueue();
    expect(queue.cancelAll()).toBe(false);
    const [first, second] = [heldRun('/a'), heldRun('/b')];
    queue.add(first.order);
    queue.add(second.order);
    expect(queue.cancelAll()).toBe(true);
    expect(queue.view()).toMatchObject({ state: 'finishing', waiting: [] });
    expect(orders.at(-1)).toEqual(['/a']);
    first.end(summary({ kind: 'asked' }));
    await settled();
    expect(queue.view()).toBeNull();
    expect(second.seen.control).toBeNull();
    expect(left).toEqual([['/a']]);
  });
});

it('a run over very many files names the first of them, and says how many there are besides', () => {
  const paths = Array.from({ length: 10_000 }, (_, at) => `/pictures/${at}.jpg`);
  expect(aboutPaths(paths)).toEqual({ kind: 'paths', paths: paths.slice(0, 20), more: 9980 });
  expect(aboutPaths(['/card'])).toEqual({ kind: 'paths', paths: ['/card'], more: 0 });
});

describe('an order that asks for what another one does', () => {
  const ask = (what: string, model = 'm', isDoneByCurrent = true) => {
    const run = heldRun(what);
    return { ...run, order: { ...run.order, once: { what, model, isDoneByCurrent } } };
  };
  const progress = (scanning: boolean): RunNews => ({ kind: 'progress', counts: counts(3, 0), scanning });

  it('is not added where that one waits, whatever model was chosen meanwhile', () => {
    const { queue, orders } = openQueue();
    queue.add(heldRun('/a').order);
    queue.add(ask('what is left').order);
    queue.add(ask('what is left').order);
    queue.add(ask('what is left', 'another').order);
    expect(queue.view()?.waiting).toHaveLength(1);
    expect(orders).toHaveLength(2);
    queue.add(ask('root 1').order);
    expect(queue.view()?.waiting).toHaveLength(2);
  });

  it('is not added where that one still looks for its pictures, and is where it found them all', async () => {
    const { queue } = openQueue();
    const first = ask('root 1');
    queue.add(first.order);
    queue.add(ask('root 1').order);
    await first.tell(progress(true));
    queue.add(ask('root 1').order);
    expect(queue.view()?.waiting).toHaveLength(0);
    // Pictures may have come since.
    await first.tell(progress(false));
    queue.add(ask('root 1').order);
    expect(queue.view()?.waiting).toHaveLength(1);
  });

  it('is added behind one with another model, and behind one that was cancelled', () => {
    const { queue } = openQueue();
    queue.add(ask('what is left').order);
    queue.add(ask('what is left', 'another').order);
    expect(queue.view()?.waiting).toHaveLength(1);
    const { queue: other } = openQueue();
    other.add(ask('what is left').order);
    other.cancel();
    other.add(ask('what is left').order);
    expect(other.view()?.waiting).toHaveLength(1);
  });

  it('is added behind one that had to wait, whose model nobody knows, and where it is about the disk as it is now', async () => {
    const { queue } = openQueue();
    const first = heldRun('/a');
    queue.add(first.order);
    queue.add(ask('what is left').order);
    first.end(summary(null));
    await settled();
    queue.add(ask('what is left').order);
    expect(queue.view()?.waiting).toHaveLength(1);
    const { queue: other } = openQueue();
    for (let time = 0; time < 3; time++) other.add(ask('root 1', 'm', false).order);
    expect(other.view()?.waiting).toHaveLength(1);
  });

  it('is added as often as it is asked for where each stands for itself', () => {
    const { queue } = openQueue();
    for (let time = 0; time < 3; time++) queue.add(heldRun('/a').order);
    expect(queue.view()?.waiting).toHaveLength(2);
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
