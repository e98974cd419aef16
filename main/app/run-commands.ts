import type { CountedRun } from '../../shared/contract/commands.ts';
import type { RunSubject } from '../../shared/contract/events.ts';
import type { Reply } from '../../shared/contract/answers.ts';
import { applicationTexts as texts } from '../../shared/texts/application.ts';
import type { RunRequest } from '../core/host-requests.ts';
import { refusal, reply, type CommandHandlers } from './command-handlers.ts';
import { failureText } from './failure-text.ts';
import type { KeptOrders, NamedRun } from './kept-orders.ts';
import type { Library } from './library.ts';
import type { Measuring } from './measuring.ts';
import { placesOfRoot } from './root-places.ts';
import type { RunOrder } from './run-queue.ts';
import { aboutPaths } from './run-view.ts';
import { keepSamples, type SamplePlaces } from './sample-pictures.ts';

export interface RunCommandParts {
  readonly library: () => Library;
  readonly samples: SamplePlaces;
  readonly keptOrders: KeptOrders;
  readonly measuring: Pick<Measuring, 'isRunning'>;
}

type RunCommand =
  | 'previewRun'
  | 'cancelPreview'
  | 'startRun'
  | 'runSamples'
  | 'continueRun'
  | 'rescanRoot'
  | 'retryFailures'
  | 'pauseRun'
  | 'resumeRun'
  | 'cancelRun'
  | 'removeWaitingRun'
  | 'cancelAllRuns';

/** Commands that start runs and hold them. */
export function runCommands({ library, samples, keptOrders, measuring }: RunCommandParts): CommandHandlers<RunCommand> {
  let previewing = new AbortController();

  const enqueue = (order: RunOrder) => {
    library().runs.add(order);
    return Promise.resolve(reply(null));
  };
  /** The same asked for twice, by a double click say, is asked for once: the second would find nothing left, and say so in red. */
  const enqueueOnce = async (
    what: string,
    about: RunSubject,
    run: RunOrder['run'],
    { isDoneByCurrent = true } = {},
  ) => {
    const described = await library().core.describeModel(null);
    if (!described.ok) return refusal(failureText(described.failure));
    const once = { what, model: described.value.model.manifest.id, isDoneByCurrent };
    return enqueue({ about, named: null, counted: null, once, run });
  };
  const classify = ({ paths, tags }: NamedRun, counted: CountedRun | null = null) => {
    const { core } = library();
    const request = { ...runRequest(tags), paths, workingFolder: '/' };
    const run: RunOrder['run'] = (control, tell) => core.classify(request, control, tell);
    return enqueue({ about: aboutPaths(paths), named: { paths, tags }, counted, once: null, run });
  };
  /**
   * What was asked for before and not brought to its end, of these folders or all. Behind the run that brings it there: what
   * that did is known by then and is not opened again, and gets its tags.
   */
  const classifyLeft = async (folders: readonly string[] | null) => {
    for (const order of keptOrders.take(library().catalog, folders)) await classify(order);
    return reply(null);
  };
  /** A run beside it would take the machine from what is measured. */
  const unlessMeasuring =
    <Input>(start: (input: Input) => Promise<Reply<null>>) =>
    (input: Input): Promise<Reply<null>> =>
      measuring.isRunning() ? Promise.resolve(refusal(texts.runWhileMeasuring)) : start(input);
  const control = (isDone: boolean) => Promise.resolve(isDone ? reply(null) : refusal(texts.noRun));

  return {
    previewRun: async ({ paths }) => {
      // What was named last is what a person wants to know of; the walk before it would only keep the disk busy.
      previewing.abort();
      previewing = new AbortController();
      const { signal } = previewing;
      // While the person reads what is about to be done.
      library().expectPictures();
      const previewed = await library().core.previewRun({ ...runRequest(), paths, workingFolder: '/' }, signal);
      if (!previewed.ok) return refusal(failureText(previewed.failure));
      if (previewed.value === null) return refusal(texts.previewReplaced);
      return reply({ ...previewed.value, missing: previewed.value.missing.map(({ path }) => path) });
    },
    cancelPreview: () => {
      previewing.abort();
      return Promise.resolve(reply(null));
    },
    startRun: unlessMeasuring(async (order) => {
      await classify(order, order.counted);
      return classifyLeft(order.paths);
    }),
    runSamples: unlessMeasuring(async () => classify({ paths: [await keepSamples(samples)], tags: [] })),
    continueRun: unlessMeasuring(async () => {
      const { core, catalog } = library();
      const left = await core.unfinished(null);
      if (!left.ok) return refusal(failureText(left.failure));
      const isKept = keptOrders.left(catalog).length > 0;
      // A run that goes on has taken what was left.
      if (left.value.pictures > 0 || (!isKept && library().runs.view() === null)) {
        const enqueued = await enqueueOnce('what is left', { kind: 'left' }, (control, tell) =>
          core.continueRun(runRequest(), control, tell),
        );
        if (!enqueued.ok) return enqueued;
      }
      return classifyLeft(null);
    }),
    rescanRoot: unlessMeasuring(async ({ root }) => {
      const { core } = library();
      const places = await placesOfRoot(core, root);
      if (!places.ok) return places;
      const enqueued = await enqueueOnce(
        `root ${root}`,
        aboutPaths(places.value),
        (control, tell) => core.rescanRoot(root, runRequest(), control, tell),
        // Pictures may have come where it has looked already.
        { isDoneByCurrent: false },
      );
      if (!enqueued.ok) return enqueued;
      return classifyLeft(places.value);
    }),
    retryFailures: unlessMeasuring(({ which }) => {
      const { core } = library();
      return enqueueOnce(`failures ${JSON.stringify(which)}`, { kind: 'failures' }, (control, tell) =>
        which === null
          ? core.retryFailures({ ...runRequest(), paths: null, workingFolder: '/' }, control, tell)
          : core.retryChosen(which, runRequest(), control, tell),
      );
    }),
    pauseRun: () => control(library().runs.pause()),
    resumeRun: () => control(library().runs.resume()),
    cancelRun: () => control(library().runs.cancel()),
    removeWaitingRun: ({ run }) =>
      Promise.resolve(library().runs.remove(run) ? reply(null) : refusal(texts.runNotWaiting)),
    cancelAllRuns: () => control(library().runs.cancelAll()),
  };
}

/** As it is set in the catalog when the run begins. */
function runRequest(tags: readonly string[] = []): RunRequest {
  return { k: null, extensions: null, ignore: [], tags, modelId: null };
}
