import { afterEach, expect, it, vi } from 'vitest';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const heardBefore = SIGNALS.map((name) => process.listeners(name));
afterEach(() => {
  for (const [at, name] of SIGNALS.entries()) {
    for (const listener of process.listeners(name)) {
      if (heardBefore[at]?.includes(listener) !== true) process.off(name, listener);
    }
  }
  vi.resetModules();
});

it('a program that was asked to end is stopped by a Ctrl-C, and by a SIGTERM that comes later than the first can come twice', async () => {
  const { hearSignals, isAskedToEnd } = await import('../../main/cli/signals.ts');
  const said: string[] = [];
  let now = 1_000;
  hearSignals(
    () => said.push('ask'),
    () => said.push('insist'),
    () => now,
  );
  const send = (...names: readonly (typeof SIGNALS)[number][]) => {
    for (const name of names) process.emit(name, name);
  };
  expect(isAskedToEnd()).toBe(false);
  send('SIGTERM', 'SIGTERM', 'SIGHUP');
  expect([isAskedToEnd(), said]).toEqual([true, ['ask']]);
  now += 60_000;
  send('SIGHUP');
  expect(said).toEqual(['ask']);
  send('SIGTERM');
  expect(said).toEqual(['ask', 'insist']);
  send('SIGINT');
  expect(said).toEqual(['ask', 'insist', 'insist']);
});
