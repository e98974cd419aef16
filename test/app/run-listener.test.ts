import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createEvents } from '../../main/app/events.ts';
import { createRunListener } from '../../main/app/run-listener.ts';
import type { FinishedRunView } from '../../shared/contract/events.ts';

const ENDED: FinishedRunView = {
  ...{ engine: 'onnxruntime:cpu', classified: 5, reused: 0, unchanged: 0, failed: 0, left: 0, skipped: [] },
  ...{ seconds: 90, offline: [], stopped: null },
};

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('tells of a run’s last pictures before it tells of its end: the window looks at them once', () => {
  const heard: string[] = [];
  const page = { isDestroyed: () => false, send: (_channel: string, name: string) => heard.push(name) };
  const events = createEvents(() => page as never);
  const changed = (): void => {
    events.tell('catalogChanged', {});
  };
  const unheard = (): void => undefined;
  const listener = createRunListener({
    events,
    effects: { onView: unheard, onFinished: unheard },
    keptOrders: { left: () => [], take: () => [], leave: unheard, drop: unheard, keep: unheard, forget: unheard },
    ...{ catalog: () => 'catalog', onUnderWay: unheard, onChange: changed, logError: unheard },
  });
  listener.onPictures();
  listener.onPictures();
  expect(heard).toEqual(['catalogChanged']);
  listener.onFinished(ENDED);
  vi.advanceTimersByTime(60_000);
  expect(heard).toEqual(['catalogChanged', 'catalogChanged', 'runFinished']);
});
