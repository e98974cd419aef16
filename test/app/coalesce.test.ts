import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { coalesce } from '../../main/app/coalesce.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('coalesced values', () => {
  it('come at most once in an interval, the newest, and the last one comes', () => {
    const told: number[] = [];
    const numbers = coalesce<number>(100, (value) => told.push(value));
    for (let ms = 0; ms <= 1000; ms++) {
      numbers.tell(ms);
      vi.advanceTimersByTime(1);
    }
    expect(told).toHaveLength(11);
    expect(told[0]).toBe(0);
    vi.advanceTimersByTime(1000);
    expect(told.at(-1)).toBe(1000);
    expect(told).toHaveLength(12);
  });

  it('are told at once after a while', () => {
    const told: string[] = [];
    const values = coalesce<string>(100, (value) => told.push(value));
    values.tell('first');
    vi.advanceTimersByTime(500);
    values.tell('second');
    expect(told).toEqual(['first', 'second']);
  });

  it('are flushed before something else is said, once', () => {
    const told: (string | null)[] = [];
    const values = coalesce<string | null>(100, (value) => told.push(value));
    values.tell('first');
    values.flush();
    values.tell(null);
    values.flush();
    expect(told).toEqual(['first', null]);
    vi.advanceTimersByTime(1000);
    expect(told).toEqual(['first', null]);
  });
});
