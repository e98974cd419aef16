import { describe, expect, it } from 'vitest';
import { leftOutWithoutLimits, memoryLimitsHere } from '../memory-limits.js';

describe('tests for which a machine has nothing to limit memory with', () => {
  const said = (prlimit: boolean, cgroup: boolean | null, platform = 'linux', isCi = true) =>
    leftOutWithoutLimits({ prlimit, cgroup }, { platform, isCi });
  const line = (text: RegExp) => expect.stringMatching(text) as string;

  it('are left out with a line each; a missing prlimit of Linux has failed in CI', () => {
    expect(said(true, true)).toEqual({ lines: [], failed: 0 });
    expect(said(false, true)).toEqual({ lines: [line(/^Left out: .*util-linux/)], failed: 1 });
    expect(said(false, true, 'linux', false).failed).toBe(0);
    expect(said(false, false, 'darwin')).toEqual({
      lines: [line(/prlimit, a program of Linux/), line(/group .*, a thing of Linux/)],
      failed: 0,
    });
    expect(said(true, false)).toEqual({ lines: [line(/^Left out: .*control group.*none can be made/)], failed: 0 });
  });

  it('are not spoken of where the mode has none of them', () => {
    expect(memoryLimitsHere({ full: false }).cgroup).toBeNull();
    expect(memoryLimitsHere({ full: true }).cgroup).toBeTypeOf('boolean');
    expect(said(true, null).lines).toEqual([]);
  });
});
