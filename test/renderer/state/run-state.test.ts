import { describe, expect, it } from 'vitest';
import { doneOf, reduceRun, UNKNOWN_RUN } from '../../../renderer/state/run-state.ts';
import { FINISHED, RUN } from '../run-views.ts';

const run = { ...RUN, classified: 3, reused: 1, unchanged: 2, failed: 1 };
const finished = { ...FINISHED, classified: 8, unchanged: 2 };

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
