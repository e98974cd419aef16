import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPauseSwitch } from '../../main/run/pause.ts';
import { classified, contentOf, createMemoryPorts } from './memory-ports.ts';
import { makeRunFolder, until, type RunFolder } from './run-folder.ts';

let folder: RunFolder;
beforeEach(() => {
  folder = makeRunFolder();
});
afterEach(() => {
  folder.remove();
});

describe('a paused run', () => {
  const six = Array.from({ length: 6 }, (_, index) => `${index}.jpg`);

  /** Ports of which the test lets each picture through. */
  function gatedPorts(inherited: readonly string[] = []) {
    const held: (() => void)[] = [];
    const ports = createMemoryPorts({
      capacity: 2,
      inherited,
      classify: async (name, settle) => {
        await settle(contentOf(name));
        await new Promise<void>((resolve) => held.push(resolve));
        return classified(contentOf(name));
      },
    });
    return { ports, held };
  }

  /** Long enough for whatever the run still wants to do. */
  async function settled(): Promise<void> {
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  }

  it('hands out nothing new, records what is in flight, and goes on when it is resumed', async () => {
    folder.addFiles(...six);
    const { ports, held } = gatedPorts();
    const pause = createPauseSwitch();
    const running = folder.run(ports, { pause });
    await until(() => held.length === 2);
    pause.pause();
    for (const release of held.splice(0)) release();
    await until(() => ports.results.length === 2);
    await settled();
    expect(held).toHaveLength(0);
    expect(ports.marked.size).toBe(0);
    pause.resume();
    for (let batch = 0; batch < 2; batch++) {
      await until(() => held.length === 2);
      for (const release of held.splice(0)) release();
    }
    const { counts, stopped } = await running;
    expect(stopped).toBeNull();
    expect(counts).toMatchObject({ found: 6, classified: 6, left: 0 });
    expect(ports.swept).toBe(1);
  });

  it('ends when it is asked to finish', async () => {
    folder.addFiles(...six);
    const { ports, held } = gatedPorts();
    const pause = createPauseSwitch();
    const asked = new AbortController();
    const running = folder.run(ports, { pause, finish: asked.signal });
    await until(() => held.length === 2);
    pause.pause();
    for (const release of held.splice(0)) release();
    await until(() => ports.results.length === 2);
    asked.abort();
    const { counts, stopped } = await running;
    expect(stopped).toEqual({ kind: 'asked' });
    expect(counts).toMatchObject({ found: 6, classified: 2, left: 4 });
    expect(ports.swept).toBe(0);
  });

  it('ends when its workers stop for good', async () => {
    folder.addFiles(...six);
    const pause = createPauseSwitch();
    const stop: (() => void)[] = [];
    const ports = createMemoryPorts({
      capacity: 2,
      classify: async () => {
        await new Promise<void>((resolve) => stop.push(resolve));
        return { kind: 'stopped', reason: 'no session loads' };
      },
    });
    const running = folder.run(ports, { pause });
    await until(() => stop.length === 2);
    pause.pause();
    for (const one of stop) one();
    const { counts, stopped } = await running;
    expect(stopped).toEqual({ kind: 'broken', reason: 'no session loads' });
    expect(counts).toMatchObject({ classified: 0, left: 6 });
  });

  it('holds back what a dead program had in flight, too', async () => {
    folder.addFiles('a.jpg', 'suspect.jpg');
    const { ports, held } = gatedPorts(['suspect.jpg']);
    const pause = createPauseSwitch();
    pause.pause();
    const running = folder.run(ports, { pause });
    await settled();
    expect(ports.story).toEqual([]);
    pause.resume();
    for (let picture = 0; picture < 2; picture++) {
      await until(() => held.length === 1);
      held.pop()?.();
    }
    expect((await running).counts).toMatchObject({ found: 2, classified: 2 });
  });

  it('that holds back suspects ends without them when it is asked to finish', async () => {
    folder.addFiles('suspect.jpg');
    const { ports } = gatedPorts(['suspect.jpg']);
    const pause = createPauseSwitch();
    pause.pause();
    const asked = new AbortController();
    const running = folder.run(ports, { pause, finish: asked.signal });
    await settled();
    asked.abort();
    expect((await running).stopped).toEqual({ kind: 'asked' });
    expect(ports.story).toEqual([]);
  });
});
