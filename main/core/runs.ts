import path from 'node:path';
import type { CatalogReader, CatalogWriter } from '../catalog/catalog.ts';
import { checkWeights } from '../model/weights-check.ts';
import { answer, refuse, type Answer } from './answer.ts';
import { classifyPlaced, scopesOfFiles, type RunSettings } from './classify.ts';
import type { Connections } from './connections.ts';
import type { Core, CoreOptions, TellRun } from './host-contract.ts';
import { chooseModel } from './model-choice.ts';
import { placeNamedPaths, type Placement } from './placing.ts';
import { MODEL_SETTING, modelRow } from './questions.ts';
import type { RunControl } from './run-control.ts';
import type { RunSummary } from './run-news.ts';
import { previewRun } from './run-preview.ts';
import { openRunPool } from './run-pool.ts';

type Place = (reader: CatalogReader, writer: CatalogWriter) => Promise<Placement>;

/** Everything of the core that starts worker processes. */
export function createRuns(
  options: CoreOptions,
  connections: Connections,
): Pick<Core, 'classify' | 'previewRun' | 'retryFailures'> {
  /** A run over what `place` finds: from the model to the summary, with a pool of its own. */
  async function run(
    settings: RunSettings & { readonly modelId: string | null },
    place: Place,
    control: RunControl,
    tell: TellRun,
  ): Promise<Answer<RunSummary>> {
    const opened = await connections.both();
    if (!opened.ok) return opened;
    const { writer, reader } = opened.value;
    const chosen = await chooseModel(options, settings.modelId, await reader.setting(MODEL_SETTING));
    if (!chosen.ok) return chosen;
    const { manifest, digest } = chosen.value.model;
    const damage = await checkWeights(chosen.value.model);
    if (damage !== null) return refuse({ kind: 'unusable-model', file: damage.file, reason: damage.reason });
    const placement = await place(reader, writer);
    if (placement.scopes.length === 0 && placement.offline.length === 0) {
      return refuse(
        placement.missing.length === 0 ? { kind: 'no-failures' } : { kind: 'no-paths', missing: placement.missing },
      );
    }
    const { id, variant, classes } = manifest;
    const request = { model: await writer.registerModel({ digest, name: id, variant, classes }), k: settings.k };
    await writer.setSetting(MODEL_SETTING, id);
    const { quarantined } = await writer.inheritMarks();
    const onDeath = (detail: string): void => void tell({ kind: 'worker-died', detail });
    const runPool = openRunPool(options, chosen.value.model, settings.k, onDeath);
    const stopNow = (): void => void runPool.pool.kill();
    control.stop.addEventListener('abort', stopNow);
    try {
      const { engine, plan } = runPool;
      await tell({ kind: 'started', engine, plan, quarantined });
      for (const root of placement.offline) await tell({ kind: 'root-offline', path: root });
      const parts = { writer, reader, runPool, named: chosen.value, request };
      return answer(await classifyPlaced(parts, placement, settings, control, tell));
    } finally {
      control.stop.removeEventListener('abort', stopNow);
      await runPool.pool.close();
    }
  }

  return {
    classify: (request, control, tell) =>
      run(
        request,
        (reader, writer) => placeNamedPaths(request.paths, request.workingFolder, reader, writer),
        control,
        tell,
      ),

    previewRun: async (request, signal) => {
      const reader = await connections.reader();
      if (!reader.ok) return reader;
      const chosen = await chooseModel(options, request.modelId, await reader.value.setting(MODEL_SETTING));
      if (!chosen.ok) return chosen;
      return answer(await previewRun(request, reader.value, await modelRow(reader.value, chosen.value), signal));
    },

    retryFailures: (request, control, tell) =>
      run(
        request,
        async (_reader, writer) => {
          const paths =
            request.paths === null ? null : request.paths.map((named) => path.resolve(request.workingFolder, named));
          return { scopes: scopesOfFiles(await writer.retryFailures(paths)), offline: [], missing: [] };
        },
        control,
        tell,
      ),
  };
}
