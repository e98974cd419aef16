import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFollower, type Follower } from '../../../renderer/state/follower.ts';

let follower: Follower;
/** When it followed, in milliseconds since the beginning. */
let times: number[];
/** How long answers take. */
let answerMs: number;

beforeEach(() => {
  vi.useFakeTimers();
  times = [];
  answerMs = 1;
  const startedAt = Date.now();
  const now = (): number => Date.now() - startedAt;
  follower = createFollower(() => {
    times.push(now());
    follower.answering(new Promise((resolve) => setTimeout(resolve, answerMs)));
  }, now);
});
afterEach(() => {
  follower.stop();
  vi.useRealTimers();
});

/** A run: something changes every 100 ms. */
async function changeFor(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 100) {
    follower.changed();
    await vi.advanceTimersByTimeAsync(100);
  }
}

describe('what is shown', () => {
  it('follows a single change at once', () => {
    follower.changed();
    expect(times).toEqual([0]);
  });

  it('follows soon after the first change, then every other second, and the last change too', async () => {
    await changeFor(4_000);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(times).toEqual([0, 700, 2_700, 4_700]);
  });

  it('follows no more often where changes are as far apart as that', async () => {
    for (let at = 0; at < 6_000; at += 750) {
      follower.changed();
      await vi.advanceTimersByTimeAsync(750);
    }
    expect(times).toEqual([0, 750, 2_750, 4_750]);
  });

  it('follows less often where answers take long', async () => {
    answerMs = 500;
    await changeFor(6_000);
    expect(times).toEqual([0, 2_500, 5_000]);
  });

  it('waits for an answer, but not for ever', async () => {
    answerMs = 60_000;
    await changeFor(25_000);
    expect(times).toEqual([0, 10_000, 20_000]);
  });

  it('follows the end of a run at once, however long answers took in it', async () => {
    answerMs = 2_000;
    await changeFor(4_000);
    follower.settled();
    expect(times).toEqual([0, 4_000]);
  });

  it('that has followed a run’s last change does not follow its end once more', async () => {
    follower.changed();
    follower.settled();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(times).toEqual([0]);
  });

  it('follows nothing while nobody sees it, and then once', async () => {
    follower.setHidden(true);
    await changeFor(5_000);
    expect(times).toEqual([]);
    follower.setHidden(false);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(times).toEqual([5_000]);
  });
});
