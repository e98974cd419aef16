import { describe, expect, it } from 'vitest';
import { createMeasuring, measuringCommands } from '../../main/app/measuring.ts';
import { runCommands } from '../../main/app/run-commands.ts';
import type { Library } from '../../main/app/library.ts';
import type { Core } from '../../main/core/host-contract.ts';
import type { EventPayload } from '../../shared/contract/events.ts';
import type { ModelComparison, VariantSpeed } from '../../shared/model-comparison.ts';
import { applicationTexts as texts } from '../../shared/texts/application.ts';
import type { VariantId } from '../../shared/variant.ts';
import { wholeComparison } from '../charts/compared.ts';

const WISH = { variants: ['b0', 'b1'] as const, again: false };

/** A comparison in which these could not be measured. */
function comparisonWithout(...failed: readonly VariantId[]): ModelComparison {
  const { variants, ...rest } = wholeComparison();
  const speed: VariantSpeed = { kind: 'failed', reason: 'SIGSEGV' };
  return { ...rest, variants: variants.map((one) => (failed.includes(one.variant) ? { ...one, speed } : one)) };
}

/** Measures until it is told to stop, or the test says that it is done. */
function openMeasuring(comparison = wholeComparison(), notKept: string | null = null) {
  const told: EventPayload<'measuring'>[] = [];
  const asked: Parameters<Core['compareModels']>[0][] = [];
  let finish: () => void = () => undefined;
  const compareModels: Core['compareModels'] = (request, signal, tell) => {
    asked.push(request);
    tell({ variant: 'b0', done: 0, total: 2 });
    return new Promise((resolve) => {
      const end = (isComplete: boolean): void => {
        resolve({ ok: true, value: { comparison, isComplete, notKept } });
      };
      finish = () => {
        end(true);
      };
      signal.addEventListener('abort', () => {
        end(false);
      });
    });
  };
  const measuring = createMeasuring((progress) => told.push(progress));
  return {
    ...{ measuring, told, asked, core: { compareModels } },
    finish: () => {
      finish();
    },
  };
}

describe('measuring networks', () => {
  it('tells how far it is, and that it has ended', async () => {
    const { measuring, told, asked, core, finish } = openMeasuring();
    const measured = measuring.measure(core, WISH);
    expect(measuring.isRunning()).toBe(true);
    finish();
    expect(await measured).toEqual({ ok: true, value: { failures: [] } });
    expect(asked).toEqual([{ ...WISH, measureMs: 2500, modelId: null, endsUnkept: true }]);
    expect(told).toEqual([{ variant: 'b0', done: 0, total: 2 }, null]);
    expect(measuring.isRunning()).toBe(false);
  });

  it('is one job at a time, and is over when a stop of it is', async () => {
    const { measuring, told, asked, core } = openMeasuring();
    const measured = measuring.measure(core, WISH);
    expect(await measuring.measure(core, WISH)).toEqual({ ok: false, message: texts.measuringAlready });
    await measuring.stop();
    expect(await measured).toEqual({ ok: true, value: { failures: [] } });
    expect(asked).toHaveLength(1);
    expect(told.at(-1)).toBeNull();
    await measuring.stop();
  });

  it('says where what was measured could not be kept, which the screen then does not have', async () => {
    const { measuring, core, finish } = openMeasuring(wholeComparison(), 'It cannot be kept.');
    const measured = measuring.measure(core, WISH);
    finish();
    expect(await measured).toEqual({ ok: false, message: 'It cannot be kept.' });
  });

  it('says which of the networks that were asked for could not be measured', async () => {
    const { measuring, core, finish } = openMeasuring(comparisonWithout('b0', 'b1'));
    // The other failure is an old one.
    const measured = measuring.measure(core, { variants: ['b0'], again: true });
    finish();
    expect(await measured).toEqual({ ok: true, value: { failures: ['B0 could not be measured: SIGSEGV.'] } });
  });

  it('says so of those before the one that it was stopped at', async () => {
    const compareModels: Core['compareModels'] = (_request, signal, tell) => {
      tell({ variant: 'b0', done: 0, total: 3 });
      tell({ variant: 'b1', done: 1, total: 3 });
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          resolve({
            ok: true,
            value: { comparison: comparisonWithout('b0', 'b1', 'b2'), isComplete: false, notKept: null },
          });
        });
      });
    };
    const { measuring } = openMeasuring();
    const measured = measuring.measure({ compareModels }, { variants: ['b0', 'b1', 'b2'], again: true });
    await measuring.stop();
    expect(await measured).toEqual({ ok: true, value: { failures: ['B0 could not be measured: SIGSEGV.'] } });
  });

  it('can be done again after it failed', async () => {
    const { measuring, told, core, finish } = openMeasuring();
    const failing = measuring.measure({ compareModels: () => Promise.reject(new Error('a bug')) }, WISH);
    await expect(failing).rejects.toThrow('a bug');
    expect(told).toEqual([null]);
    const measured = measuring.measure(core, WISH);
    finish();
    expect((await measured).ok).toBe(true);
  });
});

describe('measuring and runs', () => {
  const RUN = { paths: ['/trip'], tags: [], counted: null };

  function openLibrary(isRunning: boolean, areEnginesBusy = false) {
    const opened = openMeasuring();
    const added: unknown[] = [];
    const runs = { view: () => (isRunning ? {} : null), add: (order: unknown) => added.push(order) };
    // What these commands use of it.
    const library = () => ({ core: opened.core, runs }) as unknown as Library;
    const keptOrders = { keep: () => undefined, take: () => [], count: () => 0, forget: () => undefined };
    const run = runCommands({
      library,
      samples: { bundled: '/samples', kept: '/samples' },
      keptOrders: keptOrders as never,
      measuring: opened.measuring,
    });
    const engines = { isBusy: () => areEnginesBusy };
    return { ...opened, added, run, commands: measuringCommands({ library, measuring: opened.measuring, engines }) };
  }

  it('nothing is measured beside a run', async () => {
    const { commands, asked } = openLibrary(true);
    const wish = { variants: [...WISH.variants], again: false };
    expect(await commands.measureModels(wish)).toEqual({ ok: false, message: texts.measureWhileRunning });
    expect(asked).toEqual([]);
  });

  it('nothing is measured beside engines that are measured or added', async () => {
    const { commands, asked } = openLibrary(false, true);
    const wish = { variants: [...WISH.variants], again: false };
    expect(await commands.measureModels(wish)).toEqual({ ok: false, message: texts.enginesBusy });
    expect(asked).toEqual([]);
  });

  it('no run begins beside what is measured, by whichever command; then it does', async () => {
    const { commands, run, added } = openLibrary(false);
    const measured = commands.measureModels({ variants: [...WISH.variants], again: false });
    const refused = { ok: false, message: texts.runWhileMeasuring };
    expect(await run.startRun(RUN)).toEqual(refused);
    expect(await run.runSamples({})).toEqual(refused);
    expect(await run.continueRun({})).toEqual(refused);
    expect(await run.rescanRoot({ root: 1 })).toEqual(refused);
    expect(await run.retryFailures({ which: null })).toEqual(refused);
    expect(added).toEqual([]);
    expect(await commands.cancelMeasuring({})).toEqual({ ok: true, value: null });
    await measured;
    expect(await run.startRun(RUN)).toEqual({ ok: true, value: null });
    expect(added).toHaveLength(1);
  });
});
