import { expect, it } from 'vitest';
import { FORMATS, fuzz } from './fuzz.ts';

it.each(FORMATS)(
  'ten thousand damaged files of format %s give tensors or a fault, soon and in little memory',
  async (format) => {
    const { opened, slowestMilliseconds, peakBytes } = await fuzz(format, 2, 10_000, 580_000);
    expect(opened).toBeGreaterThan(500);
    expect(slowestMilliseconds).toBeLessThan(5000);
    expect(peakBytes).toBeLessThan(300 << 20);
  },
  600_000,
);
