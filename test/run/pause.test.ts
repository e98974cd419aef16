import { expect, it } from 'vitest';
import { createPauseSwitch } from '../../main/run/pause.ts';

it('counts the time of all pauses, and of the one under way', async () => {
  const pause = createPauseSwitch();
  const wait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
  await wait();
  expect(pause.milliseconds()).toBe(0);
  pause.pause();
  await wait();
  // Pausing twice does not begin anew.
  pause.pause();
  const first = pause.milliseconds();
  expect(first).toBeGreaterThanOrEqual(15);
  pause.resume();
  pause.resume();
  const kept = pause.milliseconds();
  expect(kept).toBeGreaterThanOrEqual(first);
  await wait();
  expect(pause.milliseconds()).toBe(kept);
  pause.pause();
  await wait();
  expect(pause.milliseconds()).toBeGreaterThan(kept + 10);
});

it('tells of every change', () => {
  const pause = createPauseSwitch();
  const heard: boolean[] = [];
  pause.onChange(() => heard.push(pause.isPaused()));
  pause.pause();
  pause.resume();
  expect(heard).toEqual([true, false]);
});
