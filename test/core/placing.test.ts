import { rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isBelow } from '../../main/core/placing.ts';
import type { RunNews } from '../../main/core/run-news.ts';
import type { Presence } from '../../main/engine/engine-presence.ts';
import { openTestCore, runSettings, uncontrolled, valueOf } from './opened-core.ts';

it.each([
  ['/a/b', '/a', true],
  ['/a/b', '/', true],
  ['/a', '/a', false],
  ['/a/', '/a', false],
  ['/ab', '/a', false],
  ['C:\\a\\b', 'C:\\a', true],
  ['C:\\a', 'C:\\', true],
  ['C:\\ab', 'C:\\a', false],
  ['\\\\server\\share\\b', '\\\\server\\share', true],
  // A name on other systems, and no separator there.
  ['/a\\b', '/a', false],
])('%s lies below %s: %s', (path, folder, expected) => {
  expect(isBelow(path, folder)).toBe(expected);
});

it('a run of which no path is there is refused before engines are looked at or tried', async () => {
  const card: Presence = {
    state: { kind: 'present', device: 'a card', memoryBytes: null, isSoftware: false },
    ...{ library: '1', driver: '1', isAccelerator: true, source: 'bundled' },
  };
  let looks = 0;
  const opened = openTestCore({
    findEngine: (engine) => {
      looks += 1;
      return { ...card, isAccelerator: engine !== 'onnxruntime:cpu' };
    },
  });
  try {
    const { bench, core } = opened;
    const heard: RunNews[] = [];
    const run = (names: readonly string[]) => {
      const request = { ...runSettings, paths: names.map((name) => bench.path(name)) };
      return core.classify(request, uncontrolled(), (news) => Promise.resolve(void heard.push(news)));
    };
    expect(await run(['tirp', 'nowhere/more'])).toEqual({
      ok: false,
      failure: {
        kind: 'no-paths',
        missing: [
          { path: bench.path('tirp'), code: 'ENOENT' },
          { path: bench.path('nowhere/more'), code: 'ENOENT' },
        ],
      },
    });
    expect(heard).toEqual([]);
    expect(looks).toBe(0);
  } finally {
    await opened.close();
  }
});

it('a root that is gone is offline then, though nothing else that was named is there', async () => {
  const opened = openTestCore({ engineChoice: () => 'onnxruntime:cpu' });
  try {
    opened.bench.addSamples({ 'trip/koala.jpg': 'koala.jpg' });
    await opened.classify(['trip']);
    rmSync(opened.bench.path('trip'), { recursive: true });
    const { offline } = await opened.classify(['trip', 'nowhere']);
    expect(offline).toEqual([opened.bench.path('trip')]);
    expect(valueOf(await opened.core.roots(null))).toMatchObject([{ state: 'offline', present: 1 }]);
  } finally {
    await opened.close();
  }
});
