// @vitest-environment jsdom
import { act, render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { BridgeProvider } from '../../../renderer/bridge-context.ts';
import { RunsProvider, useRuns } from '../../../renderer/state/runs.tsx';
import { fakeBridge } from '../fake-bridge.tsx';
import { RUN } from '../run-views.ts';

describe('a part of the window that follows runs', () => {
  it('is drawn anew only where it shows something else', () => {
    let drawings = 0;
    function WhetherRunning() {
      const isRunning = useRuns((state) => state.run !== undefined && state.run !== null);
      drawings += 1;
      return <p>{isRunning ? 'running' : 'idle'}</p>;
    }
    function Count() {
      return <p>{useRuns((state) => state.run?.classified ?? 0)} classified</p>;
    }
    const bridge = fakeBridge({});
    render(
      <BridgeProvider value={bridge}>
        <RunsProvider>
          <WhetherRunning />
          <Count />
        </RunsProvider>
      </BridgeProvider>,
    );
    for (let classified = 0; classified <= 5; classified++) {
      act(() => {
        bridge.tell('run', { ...RUN, classified });
      });
    }
    expect(screen.getByText('5 classified')).toBeDefined();
    expect(screen.getByText('running')).toBeDefined();
    expect(drawings).toBe(2);
  });
});
