import { describe, expect, it } from 'vitest';
import type { FinishedRunView, RunView } from '../../../shared/contract/events.ts';
import { doneOf, reduceRun, UNKNOWN_RUN } from '../../../renderer/state/run-state.ts';

const run: RunView = {
  about: { kind: 'paths', paths: ['/pictures'], more: 0 },
  state: 'running',
  scanning: false,
  found: 10,
  total: 10,
  classified: 3,
  reused: 1,
  unchanged: 2,
  failed: 1,
  skipped: [['txt', 40]],
  picturesPerSecond: 100,
  secondsLeft: 1,
  trying: null,
  work: null,
  waiting: [],
};
const finished: FinishedRunView = {
  engine: 'onnxruntime:cpu',
  classified: 8,
  reused: 0,
  unchanged: 2,
  failed: 0,
  left: 0,
  skipped: [],
  seconds: 3,
  offline: [],
  stopped: null,
};

describe('what the window knows of runs', () => {
  it('keeps how a run ended until it is dismissed, whichever of both events comes first', () => {
    const running = reduceRun(UNKNOWN_RUN, { kind: 'run', run });
    const endedThenNone = reduceRun(reduceRun(running, { kind: 'finished', finished }), { kind: 'run', run: null });
    const noneThenEnded = reduceRun(reduceRun(running, { kind: 'run', run: null }), { kind: 'finished', finished });
    expect(endedThenNone).toEqual({ run: null, finished });
    expect(noneThenEnded).toEqual({ run: null, finished });
    expect(reduceRun(noneThenEnded, { kind: 'dismissed' })).toEqual({ run: null, finished: null });
  });

  it('forgets how a run ended when another goes on', () => {
    expect(reduceRun({ run: null, finished }, { kind: 'run', run })).toEqual({ run, finished: null });
  });

  it('counts no other files among the pictures done', () => {
    expect(doneOf(run)).toBe(7);
  });
});
