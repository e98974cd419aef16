import { expect, it } from 'vitest';
import { FORMATS, fuzz } from './fuzz.ts';

it.each(FORMATS)(
  'a thousand damaged files of format %s give tensors or a fault, soon and in little memory',
  async (format) => {
    const { refusals, opened, slowestMilliseconds, peakBytes } = await fuzz(format, 1, 1000, 50_000);
    // Damage to values alone is not for a format to see; the rest is refused, in as many places as there are checks.
    const refused = Object.values(refusals).reduce((sum, times) => sum + times, 0);
    expect(opened).toBeGreaterThan(50);
    expect(refused).toBeGreaterThan(400);
    expect(Object.keys(refusals).length).toBeGreaterThan(15);
    expect(slowestMilliseconds).toBeLessThan(5000);
    expect(peakBytes).toBeLessThan(300 << 20);
  },
);
