// @vitest-environment jsdom
import { cleanNotifications, Notifications } from '@mantine/notifications';
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CompareScreen } from '../../../renderer/compare/compare-screen.tsx';
import { MeasuringBar } from '../../../renderer/compare/measuring-bar.tsx';
import { measuringSeconds } from '../../../renderer/compare/measuring-time.ts';
import type { CommandOutputs, Reply } from '../../../shared/contract/answers.ts';
import type { EventPayload } from '../../../shared/contract/events.ts';
import type {
  ComparedVariant,
  ModelComparison,
  ScaledNetwork,
  VariantSpeed,
} from '../../../shared/model-comparison.ts';
import { compareScreenTexts as texts } from '../../../shared/texts/compare-screen.ts';
import { comparisonTexts } from '../../../shared/texts/comparison.ts';
import { fakeBridge, inWindow, later, ok, type FakeBridge } from '../fake-bridge.tsx';
import { RUN } from '../run-views.ts';
import { stubWindow } from '../stubbed-window.ts';

const nothing = () => undefined;
const at = Date.UTC(2026, 10, 24, 12);
const plan = { workers: 2, threads: 1, batch: 1 };

function compared(variant: ComparedVariant['variant'], speed: VariantSpeed): ComparedVariant {
  return { variant, resolution: 224, parameters: 5_288_548, multiplyAdds: 385_814_752, top1: 77.1, speed };
}

const COMPARISON: ModelComparison = {
  machine: { processor: 'A processor', cores: 2, memoryBytes: 8e9 },
  engine: 'onnxruntime:cpu',
  engineVersion: '1.30.0',
  variants: [
    compared('b0', { kind: 'measured', picturesPerSecond: 203.4, peakBytes: 540e6, ...plan, at }),
    compared('b6', { kind: 'failed', reason: 'SIGSEGV' }),
    compared('b7', { kind: 'too-large', of: 'machine', needed: 3e9, allowed: 2e9 }),
    compared('lite0', { kind: 'unknown' }),
  ],
};
const NETWORK: ScaledNetwork = {
  ...{ variant: 'b0', width: 1, depth: 1, resolution: 224, parameters: 5_288_548, multiplyAdds: 385_814_752 },
  activationBytes: 9_633_792,
  stages: [{ stage: 1, operator: 'Conv3×3', inputSize: 224, channels: 32, layers: 1 }],
};

type Measured = Reply<CommandOutputs['measureModels']>;

async function open(
  measuring: EventPayload<'measuring'> = null,
  comparison = () => COMPARISON,
  measure: () => Promise<Measured> = () => ok({ failures: [] }),
): Promise<FakeBridge> {
  const bridge = fakeBridge({
    comparison: () => ok(comparison()),
    scaledNetworks: () => ok([NETWORK]),
    measureModels: measure,
    cancelMeasuring: () => ok(null),
  });
  await act(async () => {
    render(
      <>
        <CompareScreen measuring={measuring} onGo={nothing} />
        <Notifications />
      </>,
      { wrapper: inWindow(bridge) },
    );
    await Promise.resolve();
  });
  return bridge;
}

const cells = (name: string) => {
  const table = screen.getByRole('table', { name: texts.table });
  const row = within(table).getByRole('rowheader', { name: new RegExp(`${name}$`) }).parentElement;
  return [...(row?.querySelectorAll('td') ?? [])].map(({ textContent }) => textContent);
};
const asked = (bridge: FakeBridge, command: string) =>
  bridge.asked.filter(({ name }) => name === command).map(({ input }) => input);
const measured = (bridge: FakeBridge) => asked(bridge, 'measureModels');
async function settle(act_: () => void): Promise<void> {
  await act(async () => {
    act_();
    await Promise.resolve();
  });
}
const press = (name: string) =>
  settle(() => {
    fireEvent.click(screen.getByRole('button', { name }));
  });
const isHeld = (name: string) => screen.getByRole('button', { name }).getAttribute('aria-disabled') === 'true';

beforeEach(() => {
  stubWindow();
});
afterEach(() => {
  cleanup();
  cleanNotifications();
  vi.unstubAllGlobals();
});

it('says of each network what is known of it, in numbers, and of which machine and engine', async () => {
  await open();
  const facts = ['224', '5.3 M', '0.39 B', '77.1'];
  expect(cells('B0')).toEqual([...facts, '203', '540 MB', 'measured Nov 24, 2026']);
  expect(cells('B6')).toEqual([...facts, '–', '–', 'failed: SIGSEGV']);
  expect(cells('B7')).toEqual([...facts, '–', '–', 'too large: needs 3 GB of memory, 2 GB may be taken']);
  expect(cells('Lite0')).toEqual([...facts, '–', '–', 'not measured']);
  expect(screen.getByText(/^A processor, 2 cores, 8 GB · ONNX Runtime on the CPU \(1\.30\.0\)/)).toBeTruthy();
  expect(screen.getByText(comparisonTexts.how)).toBeTruthy();
  const described = 'B0: 77.1 %, 203 pictures per second, 540 MB';
  expect(screen.getByRole('img', { name: described })).toBeTruthy();
  expect(screen.getByRole('img', { name: /B0: width 1\.0, depth 1\.0, 224 pixels/ })).toBeTruthy();
  expect(screen.getByRole('table', { name: comparisonTexts.stagesTitle })).toBeTruthy();
});

it('measures what is not known, all of it again, or one network', async () => {
  const bridge = await open();
  await press(texts.measure(2, 10));
  await press(texts.measureAgain);
  await press(texts.measureOneAgain('B0'));
  expect(measured(bridge)).toEqual([
    { variants: ['b6', 'lite0'], again: false },
    { variants: ['b0', 'b6', 'lite0'], again: true },
    { variants: ['b0'], again: true },
  ]);
  expect(screen.queryByRole('button', { name: texts.measureOne('B7') })).toBeNull();
});

it('draws nothing of nothing', async () => {
  const unknown = COMPARISON.variants.map((variant) => ({ ...variant, speed: { kind: 'unknown' } as const }));
  await open(null, () => ({ ...COMPARISON, variants: unknown }));
  expect(screen.getByText(texts.nothingToDraw)).toBeTruthy();
  expect(screen.queryByRole('button', { name: texts.measureAgain })).toBeNull();
});

it('marks the network that is measured now, and measures nothing beside it', async () => {
  const bridge = await open({ variant: 'lite0', done: 1, total: 2 });
  expect(cells('Lite0').at(-1)).toBe('measuring …');
  expect(isHeld(texts.measureAgain)).toBe(true);
  await press(texts.measureAgain);
  await press(texts.measureOne('Lite0'));
  expect(measured(bridge)).toEqual([]);
});

it('holds what measures from the press on, while nothing is measured yet, until that is answered', async () => {
  const answered = later<Measured>();
  const bridge = await open(null, undefined, () => answered.promise);
  await press(texts.measureAgain);
  await press(texts.measureAgain);
  await press(texts.measureOneAgain('B0'));
  expect(measured(bridge)).toHaveLength(1);
  for (const name of [texts.measureAgain, texts.measure(2, 10), texts.measureOneAgain('B0')]) {
    expect(isHeld(name)).toBe(true);
  }
  await settle(() => {
    answered.resolve({ ok: true, value: { failures: [] } });
  });
  expect(isHeld(texts.measureAgain)).toBe(false);
});

it('says which networks could not be measured, since what was measured of them before stays', async () => {
  const failures = ['B0 could not be measured: SIGSEGV.', 'B6 could not be measured: it hung.'];
  await open(null, undefined, () => ok({ failures }));
  await press(texts.measureAgain);
  expect(screen.getByRole('alert').textContent).toContain(failures.join(' '));
  expect(cells('B0').at(-1)).toBe('measured Nov 24, 2026');
});

it('says so also to whoever has gone elsewhere meanwhile', async () => {
  const answered = later<Measured>();
  const bridge = await open(null, undefined, () => answered.promise);
  await press(texts.measureAgain);
  cleanup();
  render(<Notifications />, { wrapper: inWindow(bridge) });
  await settle(() => {
    answered.resolve({ ok: true, value: { failures: ['B0 could not be measured: SIGSEGV.'] } });
  });
  expect(screen.getByRole('alert').textContent).toContain('B0 could not be measured: SIGSEGV.');
});

it('says nothing where all were', async () => {
  await open();
  await press(texts.measureAgain);
  expect(screen.queryByRole('alert')).toBeNull();
});

it('looks again when another network is measured, when none is any more, and when a run is over', async () => {
  const bridge = await open();
  const looksAfter = async (tell: () => void) => {
    const before = asked(bridge, 'comparison').length;
    await settle(tell);
    return asked(bridge, 'comparison').length - before;
  };
  const measuring = (progress: EventPayload<'measuring'>) => () => {
    bridge.tell('measuring', progress);
  };
  expect(await looksAfter(measuring({ variant: 'lite0', done: 1, total: 2 }))).toBe(1);
  expect(await looksAfter(measuring(null))).toBe(1);
  const runIs = (run: EventPayload<'run'>) => () => {
    bridge.tell('run', run);
  };
  expect(await looksAfter(runIs(RUN))).toBe(0);
  // It may have tried engines.
  expect(await looksAfter(runIs(null))).toBe(1);
});

it('has the focus itself where the button that was pressed is gone, since all is measured', async () => {
  let now = COMPARISON;
  const bridge = await open(null, () => now);
  const name = texts.measure(2, 10);
  screen.getByRole('button', { name }).focus();
  await press(name);
  now = { ...now, variants: now.variants.slice(0, 1) };
  await settle(() => {
    bridge.tell('measuring', null);
  });
  expect(screen.queryByRole('button', { name })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('region', { name: texts.title }));
});

it('shows how far measuring is wherever one is, with a way to stop it', async () => {
  const bridge = fakeBridge({ cancelMeasuring: () => ok(null) });
  const { rerender } = render(<MeasuringBar progress={{ variant: 'lite0', done: 1, total: 2 }} />, {
    wrapper: inWindow(bridge),
  });
  expect(screen.getByRole('status').textContent).toBe('Measuring Lite0 (2 of 2) …');
  await press(texts.cancel);
  expect(bridge.asked.map(({ name }) => name)).toEqual(['cancelMeasuring']);
  rerender(<MeasuringBar progress={null} />);
  expect(screen.queryByRole('region')).toBeNull();
});

it('says how long it takes to ten seconds, longer for what computes more', () => {
  expect(measuringSeconds([{ multiplyAdds: 0.4e9 }])).toBe(10);
  expect(measuringSeconds([{ multiplyAdds: 37e9 }, { multiplyAdds: 37e9 }])).toBe(20);
});
