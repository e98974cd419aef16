import { describe, expect, it } from 'vitest';
import { createGate } from '../../main/worker/gate.ts';

/** A task that a test ends; `log` tells what began, waited and ended. */
function createLog(capacity: number): {
  readonly log: string[];
  readonly enter: (name: string, weight: number) => Promise<void>;
  readonly end: (name: string) => Promise<void>;
} {
  const gate = createGate(capacity);
  const log: string[] = [];
  const ends = new Map<string, () => void>();
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    log,
    enter: async (name, weight) => {
      void gate
        .enter(weight, () => log.push(`${name} waits`))
        .then((leave) => {
          log.push(`${name} in`);
          ends.set(name, leave);
        });
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
    const { log, enter, end } = createLog(10);
    await enter('a', 6);
    await enter('b', 4);
    await enter('c', 7);
    await enter('d', 1);
    expect(log).toEqual(['a in', 'b in', 'c waits', 'd waits']);
    await end('b');
    // A light one does not overtake: a heavy one would wait for ever.
    expect(log).toHaveLength(4);
    await end('a');
    expect(log.slice(4)).toEqual(['c in', 'd in']);
  });

  it('lets in alone what is heavier than its capacity', async () => {
    const { log, enter, end } = createLog(10);
    await enter('a', 1);
    await enter('huge', 99);
    await enter('b', 1);
    await end('a');
    expect(log).toEqual(['a in', 'huge waits', 'b waits', 'huge in']);
    await end('huge');
    expect(log.at(-1)).toBe('b in');
  });
});
