import { expect, it } from 'vitest';
import type { KeptOrders } from '../../main/app/kept-orders.ts';
import type { Library } from '../../main/app/library.ts';
import { runCommands } from '../../main/app/run-commands.ts';
import { createRunQueue } from '../../main/app/run-queue.ts';
import { applicationTexts } from '../../shared/texts/application.ts';

const nothing = () => undefined;
const noOrders: KeptOrders = {
  ...{ left: () => [], take: () => [], drop: nothing, leave: nothing, keep: nothing, forget: nothing },
};

function commandsOf(library: Library) {
  return runCommands({
    library: () => library,
    samples: { bundled: '/bundled', kept: '/kept' },
    keptOrders: noOrders,
    measuring: { isRunning: () => false },
  });
}

/** A library whose runs go on for ever, with so many pictures left. */
function busyLibrary(left: number) {
  const begun: string[] = [];
  const run = (name: string) => () => {
    begun.push(name);
    return new Promise(() => undefined);
  };
  const refused: string[] = [];
  const runs = createRunQueue({
    ...{
      onView: nothing,
      onFinished: nothing,
      onError: nothing,
      onOrders: nothing,
      onLeft: nothing,
      onPictures: nothing,
      onNotKept: nothing,
    },
    onRefused: ({ kind }) => refused.push(kind),
  });
  const core = {
    unfinished: () => Promise.resolve({ ok: true, value: { pictures: left, isInterrupted: true } }),
    describeModel: () => Promise.resolve({ ok: true, value: { model: { manifest: { id: 'lite0' } } } }),
    roots: () => Promise.resolve({ ok: true, value: [{ root: 1, path: '/pictures' }] }),
    ...{
      continueRun: run('left'),
      retryFailures: run('failures'),
      retryChosen: run('chosen'),
      rescanRoot: run('root'),
    },
  };
  return { library: { core, runs, catalog: '/catalog' } as unknown as Library, runs, begun };
}

it('a preview that nobody waits for any more ends its walk', async () => {
  const core = {
    previewRun: (_request: unknown, signal: AbortSignal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          resolve({ ok: true, value: null });
        });
      }),
  };
  const library = { core, expectPictures: () => undefined } as unknown as Library;
  const commands = commandsOf(library);
  const previewed = commands.previewRun({ paths: ['/card'] });
  await commands.cancelPreview({});
  expect(await previewed).toEqual({ ok: false, message: applicationTexts.previewReplaced });
});

it('goes on once with what is left, however often that is asked for', async () => {
  const { library, runs, begun } = busyLibrary(3);
  const commands = commandsOf(library);
  const answers = await Promise.all([commands.continueRun({}), commands.continueRun({})]);
  expect(answers).toEqual([
    { ok: true, value: null },
    { ok: true, value: null },
  ]);
  expect(begun).toEqual(['left']);
  expect(runs.view()?.waiting).toHaveLength(0);
});

it('has nothing more to go on with while a run has taken what was left', async () => {
  const { library, runs } = busyLibrary(0);
  const commands = commandsOf(library);
  await commands.retryFailures({ which: null });
  expect(await commands.continueRun({})).toEqual({ ok: true, value: null });
  expect(runs.view()?.waiting).toHaveLength(0);
});

it('tries the same failures again once, and others after them', async () => {
  const { library, runs, begun } = busyLibrary(0);
  const commands = commandsOf(library);
  for (const which of [{ pictures: [1] }, { pictures: [1] }, { pictures: [2] }, null, null]) {
    expect(await commands.retryFailures({ which })).toEqual({ ok: true, value: null });
  }
  expect(begun).toEqual(['chosen']);
  expect(runs.view()?.waiting).toHaveLength(2);
});

it('looks for new pictures of a folder again where it does so already, and once behind that', async () => {
  const { library, runs, begun } = busyLibrary(0);
  const commands = commandsOf(library);
  for (const root of [1, 1, 1, 2]) expect(await commands.rescanRoot({ root })).toEqual({ ok: true, value: null });
  expect(begun).toEqual(['root']);
  expect(runs.view()?.about).toEqual({ kind: 'paths', paths: ['/pictures'], more: 0 });
  expect(runs.view()?.waiting).toHaveLength(2);
});

it('takes a run that waits out of the queue, and says where it does not wait any more', async () => {
  const { library, runs } = busyLibrary(0);
  const commands = commandsOf(library);
  await commands.retryFailures({ which: null });
  await commands.startRun({ paths: ['/card'], tags: [], counted: null });
  const { run } = runs.view()!.waiting[0]!;
  expect(await commands.removeWaitingRun({ run })).toEqual({ ok: true, value: null });
  expect(runs.view()?.waiting).toEqual([]);
  expect(await commands.removeWaitingRun({ run })).toEqual({ ok: false, message: applicationTexts.runNotWaiting });
});

it('cancels all runs', async () => {
  const { library, runs } = busyLibrary(0);
  const commands = commandsOf(library);
  expect(await commands.cancelAllRuns({})).toEqual({ ok: false, message: applicationTexts.noRun });
  await commands.retryFailures({ which: null });
  await commands.startRun({ paths: ['/card'], tags: [], counted: null });
  expect(await commands.cancelAllRuns({})).toEqual({ ok: true, value: null });
  expect(runs.view()).toMatchObject({ about: { kind: 'failures' }, state: 'finishing', waiting: [] });
});
