import { expect, it } from 'vitest';
import { periodsOf, scoreBars } from '../../../renderer/charts/chart-bars.ts';

it('shows months, and years where there are many months', () => {
  const months = Array.from({ length: 40 }, (_, at) => ({
    month: `${2020 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`,
    pictures: 2,
  }));
  expect(periodsOf(months.slice(0, 3)).map(({ period }) => period)).toEqual(['2020-01', '2020-02', '2020-03']);
  expect(periodsOf(months)).toEqual([
    { period: '2020', pictures: 24 },
    { period: '2021', pictures: 24 },
    { period: '2022', pictures: 24 },
    { period: '2023', pictures: 8 },
  ]);
});

it('puts hundredths of scores together by fives, 1 itself with the last, and leaves out what has no score', () => {
  const hundredths = Array.from({ length: 102 }, () => 1);
  const bars = scoreBars(hundredths);
  expect(bars).toHaveLength(20);
  expect(bars[0]).toEqual({ from: 0, to: 0.05, pictures: 5 });
  expect(bars[19]).toMatchObject({ from: 0.95, pictures: 6 });
  expect(bars.reduce((sum, { pictures }) => sum + pictures, 0)).toBe(101);
});
