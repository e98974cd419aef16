import { appendFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPauseSwitch } from '../../main/core/run-control.ts';
import type { RunNews } from '../../main/core/run-news.ts';
import { openTestCore, uncontrolled, type OpenedCore } from './opened-core.ts';

// More than workers take at a time, each with a content of its own.
const PICTURES = 90;

let opened: OpenedCore;
beforeEach(() => {
  opened = openTestCore();
  for (let at = 0; at < PICTURES; at++) {
    opened.bench.addSamples({ [`photos/${at}.jpg`]: 'koala.jpg' });
    // After the end of its data a JPEG may hold anything.
    appendFileSync(opened.bench.path('photos', `${at}.jpg`), `picture ${at}`);
  }
});
afterEach(() => opened.close());

function ask(sql: string): number {
  const db = new Database(opened.bench.catalog, { readonly: true });
  const count = db.prepare<[], number>(sql).pluck().get() ?? 0;
  db.close();
  return count;
}
const classified = (): number => ask('SELECT count(*) FROM classifications');

/** Pauses a run at its first results; resolves when nothing is in flight any more. */
async function pauseUnderWay(control: ReturnType<typeof uncontrolled>, heard: RunNews[]) {
  const pause = createPauseSwitch();
  const running = opened.classify(['photos'], { ...control, pause }, heard);
  while (!heard.some(({ kind }) => kind === 'pictures')) await new Promise((resolve) => setTimeout(resolve, 5));
  pause.pause();
  while (ask('SELECT count(*) FROM marks') > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  return { pause, running };
}

describe('a paused run with real workers', () => {
  it('rests, and goes on to the same end when it is resumed', async () => {
    const startedAt = performance.now();
    const { pause, running } = await pauseUnderWay(uncontrolled(), []);
    const atRest = classified();
    expect(atRest).toBeLessThan(PICTURES);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(classified()).toBe(atRest);
    expect(ask('SELECT count(*) FROM marks')).toBe(0);
    const paused = pause.milliseconds() / 1000;
    pause.resume();
    const { counts, stopped, seconds } = await running;
    expect(stopped).toBeNull();
    expect(counts).toMatchObject({ found: PICTURES, classified: PICTURES, failed: 0, left: 0 });
    expect(paused).toBeGreaterThan(0.5);
    // The pause does not count as slowness.
    expect(seconds + paused).toBeLessThanOrEqual((performance.now() - startedAt) / 1000);
  });

  it('ends at once when it is cancelled, and nothing is held against any picture', async () => {
    const finish = new AbortController();
    const { running } = await pauseUnderWay({ ...uncontrolled(), finish: finish.signal }, []);
    const atRest = classified();
    finish.abort();
    const { counts, stopped } = await running;
    expect(stopped).toEqual({ kind: 'asked' });
    expect(counts).toMatchObject({ classified: atRest, failed: 0, left: PICTURES - atRest });
    expect((await opened.classify(['photos'])).counts).toMatchObject({ unchanged: atRest, failed: 0 });
  });

  it('says how long it took where it was paused before it began and is cancelled so: not less than nothing', async () => {
    const finish = new AbortController();
    const pause = createPauseSwitch();
    pause.pause();
    const heard: RunNews[] = [];
    const running = opened.classify(['photos'], { ...uncontrolled(), finish: finish.signal, pause }, heard);
    while (!heard.some((news) => news.kind === 'progress' && !news.scanning)) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    finish.abort();
    const { counts, seconds, picturesPerSecond } = await running;
    expect(counts).toMatchObject({ classified: 0, failed: 0, left: PICTURES });
    expect(seconds).toBeGreaterThanOrEqual(0);
    expect(picturesPerSecond).toBe(0);
  });

  it('ends when it is stopped', async () => {
    const stop = new AbortController();
    const { running } = await pauseUnderWay({ ...uncontrolled(), stop: stop.signal }, []);
    stop.abort();
    const { counts, stopped } = await running;
    expect(stopped).toEqual({ kind: 'asked' });
    expect(counts.failed).toBe(0);
  });
});
