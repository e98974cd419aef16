import { describe, expect, it } from 'vitest';
import { endWithin } from '../../main/app/ending.ts';

describe('the last steps of an application', () => {
  it('are waited for', async () => {
    let isDone = false;
    const steps = async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      isDone = true;
    };
    expect(await endWithin(60_000, steps)).toBe('done');
    expect(isDone).toBe(true);
  });

  it('are given up where they do not come to an end', async () => {
    expect(await endWithin(20, () => new Promise(() => undefined))).toBe('late');
  });

  it('are heard of where they fail', async () => {
    await expect(endWithin(60_000, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
  });
});
