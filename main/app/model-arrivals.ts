import path from 'node:path';
import type { Reply } from '../../shared/contract/answers.ts';
import type { EventPayload } from '../../shared/contract/events.ts';
import type { InstalledView, ModelArrivalOutputs, PreparedImportView } from '../../shared/contract/model-arrivals.ts';
import type { Prediction } from '../../shared/prediction.ts';
import { arrivalTexts as texts } from '../../shared/texts/get-models.ts';
import type { Core } from '../core/host-contract.ts';
import type { PreparedImport } from '../core/host-answers.ts';
import type { ModelImportRequest, ModelInstallRequest } from '../core/host-requests.ts';
import { refusal, reply, replyOf } from './command-handlers.ts';
import { failureText } from './failure-text.ts';
import { testPictureUrl } from './picture-url.ts';
import { createSingleTask } from './single-task.ts';

/** Models on their way in: one at a time. */
export interface ModelArrivals {
  /** Null: it was cancelled. */
  install(
    core: Pick<Core, 'installModel'>,
    name: string,
    request: ModelInstallRequest,
  ): Promise<Reply<InstalledView | null>>;
  /** How far an installation is, as it was told last; null: none is under way. */
  installing(): EventPayload<'installing'>;
  /** Up to where a person accepts it, or not. Null: it was discarded meanwhile. */
  prepare(core: Pick<Core, 'prepareImport'>, request: ModelImportRequest): Promise<Reply<PreparedImportView | null>>;
  /** Gives what was prepared its place. */
  accept(): Promise<Reply<ModelArrivalOutputs['acceptImport']>>;
  /** What would be lost of it, or have to be gone on with, if it were stopped now; null: nothing would. */
  underWay(): Arrival | null;
  /** Of what is prepared; absolute; null: nothing is. */
  testPicture(): string | null;
  /**
   * Cancels what is under way, and discards what waits to be accepted. Resolves when nothing is left of it, but for what
   * has come of a download.
   */
  stop(): Promise<void>;
}

/** `installation`: of a file that is here, downloaded or chosen. */
type Arrival = 'download' | 'installation' | 'import';

type Prepared = Extract<PreparedImport, { kind: 'prepared' }>;

/** @param onProgress how far an installation is; null: none is under way any more */
export function createModelArrivals(onProgress: (progress: EventPayload<'installing'>) => void): ModelArrivals {
  const task = createSingleTask();
  let installing: EventPayload<'installing'> = null;
  let waiting: { readonly prepared: Prepared; readonly testPicture: string } | null = null;
  let trials = 0;
  /** Null also while one that was accepted gets its place: a stop waits for that. */
  let work: Arrival | null = null;

  function tell(progress: EventPayload<'installing'>): void {
    installing = progress;
    onProgress(progress);
  }

  /** Nobody sees any more what waits when another one begins: the page that would have was loaded anew. */
  async function discardWaiting(): Promise<void> {
    const { prepared } = waiting ?? {};
    waiting = null;
    await prepared?.discard();
  }

  function alone<Value>(
    kind: Arrival | null,
    act: (signal: AbortSignal) => Promise<Reply<Value>>,
  ): Promise<Reply<Value>> {
    return task.begin(async (signal) => {
      work = kind;
      try {
        return await act(signal);
      } finally {
        work = null;
      }
    }, texts.underWay);
  }

  return {
    install: (core, name, request) =>
      alone(request.from === null ? 'download' : 'installation', async (signal) => {
        const { id } = request;
        const told = { id, name, bytes: 0, total: null, isTrying: false };
        tell(told);
        try {
          await discardWaiting();
          const installed = await core.installModel(request, signal, (news) => {
            if (news.kind === 'trying') {
              work = 'installation';
              tell({ ...told, isTrying: true });
            } else if (news.kind === 'downloading') tell({ ...told, bytes: news.bytes, total: news.total });
          });
          if (!installed.ok) return refusal(failureText(installed.failure));
          const { value } = installed;
          if (value.kind === 'cancelled') return reply(null);
          const tried = value.kind === 'installed' ? triedView(request.testPicture, value.best) : null;
          return reply({ name: value.model.manifest.name, tried });
        } finally {
          tell(null);
        }
      }),

    installing: () => installing,

    prepare: (core, request) =>
      alone<PreparedImportView | null>('import', async (signal) => {
        await discardWaiting();
        const answer = await core.prepareImport(request, signal, () => undefined);
        if (!answer.ok) return refusal(failureText(answer.failure));
        const { value } = answer;
        if (value.kind === 'cancelled') return reply(null);
        const { id, name } = value.model.manifest;
        if (value.kind === 'present') return reply({ id, name, recognised: value.recognised, tried: null });
        const { testPicture } = request;
        waiting = { prepared: value, testPicture };
        trials += 1;
        const tried = { ...triedView(testPicture, value.best), url: testPictureUrl(trials) };
        return reply({ id, name, recognised: value.recognised, tried });
      }),

    accept: () =>
      alone(null, async () => {
        const { prepared } = waiting ?? {};
        waiting = null;
        if (prepared === undefined) return refusal(texts.nothingPrepared);
        return replyOf(await prepared.accept(), ({ manifest: { id, name } }) => ({ id, name }));
      }),

    // A person looks at what waits, and has not said yet whether it is to stay.
    underWay: () => work ?? (waiting === null ? null : 'import'),

    testPicture: () => waiting?.testPicture ?? null,

    stop: async () => {
      await task.stop();
      await discardWaiting();
    },
  };
}

function triedView(testPicture: string, { label, score }: Prediction) {
  return { picture: path.basename(testPicture), label, score };
}
