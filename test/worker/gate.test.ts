import { describe, expect, it } from 'vitest';
import { createGate } from '../../main/worker/gate.ts';

/** A task that a test ends; `log` tells what began, waited and ended. */
function createLog(capacity: number): {
  readonly log: string[];
  readonly pass: (name: string, weight: number) => Promise<void>;
  readonly end: (name: string) => Promise<void>;
} {
  const gate = createGate(capacity);
  const log: string[] = [];
  const ends = new Map<string, () => void>();
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    log,
    pass: async (name, weight) => {
      const task = (): Promise<void> => {
        log.push(`${name} in`);
        return new Promise((resolve) => ends.set(name, resolve));
      };
      void gate.pass(weight, task, () => log.push(`${name} waits`));
      await turn();
    },
    end: async (name) => {
      ends.get(name)?.();
      await turn();
    },
  };
}

describe('a gate', () => {
  it('lets tasks in while their weights fit, first come, first served', async () => {
    const { log, pass, end } = createLog(10);
    await pass('a', 6);
    await pass('b', 4);
    await pass('c', 7);
    await pass('d', 1);
    expect(log).toEqual(['a in', 'b in', 'c waits', 'd waits']);
    await end('b');
    // A light one does not overtake: a heavy one would wait for ever.
    expect(log).toHaveLength(4);
    await end('a');
    expect(log.slice(4)).toEqual(['c in', 'd in']);
  });

  it('lets in alone what is heavier than its capacity', async () => {
    const { log, pass, end } = createLog(10);
    await pass('a', 1);
    await pass('huge', 99);
    await pass('b', 1);
    await end('a');
    expect(log).toEqual(['a in', 'huge waits', 'b waits', 'huge in']);
    await end('huge');
    expect(log.at(-1)).toBe('b in');
  });

  it('makes room where a task fails, and passes the error on', async () => {
    const gate = createGate(1);
    await expect(gate.pass(1, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(gate.pass(1, () => Promise.resolve('next'))).resolves.toBe('next');
  });
});
