import { describe, expect, it } from 'vitest';
import { formatBytes, formatCount, formatDuration, formatRate, formatScore } from '../../shared/texts/quantities.ts';

describe('quantities', () => {
  it.each([
    [0, '1 s'],
    [0.4, '1 s'],
    [59.4, '59 s'],
    [59.6, '1 min'],
    [65, '1 min 5 s'],
    [3599.7, '1 h'],
    [3600, '1 h'],
    [7379, '2 h 3 min'],
    [7199, '2 h'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1 kB'],
    [1_549, '1.5 kB'],
    [999_999, '1 MB'],
    [81_200_000_000, '81 GB'],
    [5e18, '5,000,000 TB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it.each([
    [0, '0.000'],
    [0.0004, '< 0.001'],
    [0.0005, '0.001'],
    [0.8123, '0.812'],
    [0.9994, '0.999'],
    [0.9996, '> 0.999'],
    [1, '1.000'],
  ])('the score %d is %s', (score, text) => {
    expect(formatScore(score)).toBe(text);
  });

  it('counts with the right number of the noun, and rates by their size', () => {
    expect([formatCount(1, 'picture'), formatCount(2_000, 'picture'), formatCount(0, 'class', 'classes')]).toEqual([
      '1 picture',
      '2,000 pictures',
      '0 classes',
    ]);
    expect([formatRate(3.24), formatRate(113.7)]).toEqual(['3.2', '114']);
  });
});
