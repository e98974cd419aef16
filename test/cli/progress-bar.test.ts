import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startProgressBar, type ProgressBar } from '../../main/cli/progress-bar.ts';

interface Said {
  readonly perSecond: number;
  readonly secondsLeft: number | null;
}

let bar: ProgressBar;
let said: Said[];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  said = [];
  bar = startProgressBar(process.stderr, (_done, _total, perSecond, secondsLeft) => {
    said.push({ perSecond, secondsLeft });
    return '';
  });
});
afterEach(() => {
  bar.stop();
  vi.useRealTimers();
});

/** What is said where so much is done, so long after what came before. */
function after(ms: number, done: number): Said | undefined {
  vi.setSystemTime(Date.now() + ms);
  bar.update(done, 1_000);
  return said.at(-1);
}

describe('the rate and the time that is left', () => {
  it('are of what has come since the first update, however much was there before', () => {
    expect(after(100, 600)).toEqual({ perSecond: 0, secondsLeft: null });
    expect(after(1_000, 610)).toEqual({ perSecond: 10, secondsLeft: 39 });
    expect(after(1_000, 640)).toEqual({ perSecond: 20, secondsLeft: 18 });
  });

  it('begin anew with what has to come anew', () => {
    after(100, 600);
    after(1_000, 610);
    expect(after(1_000, 0)).toEqual({ perSecond: 0, secondsLeft: null });
    expect(after(1_000, 50)).toEqual({ perSecond: 50, secondsLeft: 19 });
  });

  it('are those of the last seconds', () => {
    after(0, 0);
    after(1_000, 500);
    expect(after(10_000, 510)).toEqual({ perSecond: 1, secondsLeft: 490 });
  });
});
