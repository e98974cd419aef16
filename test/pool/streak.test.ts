import { describe, expect, it } from 'vitest';
import type { Death } from '../../main/pool/pool-worker.ts';
import { createStreak } from '../../main/pool/streak.ts';

/** A death of a worker that was started after everything so far. */
function death(details: Partial<Death> = {}): Death {
  return {
    kind: 'died',
    cause: 'SIGSEGV',
    by: 'itself',
    memory: null,
    during: 'working',
    suspects: [],
    readers: [],
    innocents: [],
    stderr: '',
    startedAt: performance.now() + 1,
    ...details,
  };
}

/** How often it has to happen until the answer is a reason; with that reason. */
async function timesToStop(happen: () => string | null): Promise<readonly [number, string]> {
  for (let times = 1; times < 100; times++) {
    const reason = happen();
    if (reason !== null) return [times, reason];
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error('it never stops');
}

describe('a streak', () => {
  it('ends a run whose workers die one after the other, no picture to blame', async () => {
    const streak = createStreak();
    const [times, reason] = await timesToStop(() => streak.blamelessDeath(death({ stderr: 'no such library\n' })));
    expect(times).toBe(6);
    expect(reason).toContain('SIGSEGV. It said:\nno such library');
  });

  it('ends a run whose workers cannot load, sooner', async () => {
    const streak = createStreak();
    expect((await timesToStop(() => streak.loadDeath(death({ during: 'loading' }))))[0]).toBe(3);
  });

  it('ends a run that loses ten pictures to crashes, or six to kills from outside', async () => {
    const crashes = createStreak();
    expect((await timesToStop(() => crashes.conviction(death())))[0]).toBe(10);
    const kills = createStreak();
    expect((await timesToStop(() => kills.conviction(death({ by: 'outside', cause: 'SIGKILL' }))))[0]).toBe(6);
  });

  it('begins anew where a picture is classified', async () => {
    const streak = createStreak();
    for (let at = 0; at < 9; at++) expect(streak.conviction(death())).toBeNull();
    streak.classified();
    expect((await timesToStop(() => streak.conviction(death())))[0]).toBe(10);
  });

  it('counts workers that ran side by side once', () => {
    const streak = createStreak();
    const together = Array.from({ length: 16 }, () => death({ startedAt: 0 }));
    expect(together.map((one) => streak.blamelessDeath(one)).filter((reason) => reason !== null)).toEqual([]);
    expect(together.map((one) => streak.loadDeath(one)).filter((reason) => reason !== null)).toEqual([]);
    expect(streak.respawnDelayMs(death({ startedAt: 0 }))).toBe(100);
  });

  it('has workers replaced later and later, up to a bound, until one classifies', async () => {
    const streak = createStreak();
    const delays: number[] = [];
    for (let at = 0; at < 8; at++) {
      delays.push(streak.respawnDelayMs(death()));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(delays).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
    streak.classified();
    expect(streak.respawnDelayMs(death())).toBe(100);
  });
});
