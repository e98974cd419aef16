import path from 'node:path';
import type { CatalogReader, CatalogWriter } from '../catalog/catalog.ts';
import type { FailureChoice } from '../catalog/changes.ts';
import { namePatterns } from '../run/candidates.ts';
import { checkWeights } from '../model/weights-check.ts';
import { ProcessDied } from '../process/started-process.ts';
import { answer, refuse, unknownRoot, unusable, type Answer, type CoreFailure, type MissingPath } from './answer.ts';
import { classifyPlaced, scopesOfFiles, workOf } from './classify.ts';
import type { Connections } from './connections.ts';
import { settleEngine } from './engine-choice.ts';
import { lookAtEngines } from './engine-look.ts';
import type { EngineLibraries } from './engine-libraries.ts';
import { packFolderFor } from './engine-packs.ts';
import type { Core, CoreOptions, TellRun } from './host-contract.ts';
import type { RunRequest } from './host-requests.ts';
import { placeKnown } from './known-places.ts';
import type { NamedModel } from './model-choice.ts';
import { allMissing, placeNamedPaths, type Placement } from './placing.ts';
import { MODEL_SETTING, readCatalogSettings } from './catalog-settings.ts';
import { foreseeSpeed } from './model-comparison.ts';
import { modelInUse, modelRow, rowOf } from './questions.ts';
import { eitherAborted, type RunControl } from './run-control.ts';
import type { RunSummary } from './run-news.ts';
import { previewRun } from './run-preview.ts';
import { memoryRefusal, openRunPool, plannedEngine } from './run-pool.ts';

/** Where to run. */
interface Place {
  /** Named paths, where none of them is there; null: there is something to enter. */
  readonly missing?: (reader: CatalogReader) => Promise<readonly MissingPath[] | null>;
  readonly enter: Enter;
}

/** Finds the places, and writes them; `nothing`: why there is nothing to do, where it is not that named paths are missing. */
type Enter = (
  reader: CatalogReader,
  writer: CatalogWriter,
  chosen: NamedModel,
) => Promise<Placement & { readonly nothing?: CoreFailure }>;

/** Failed pictures, each root's as a scope of its own. */
async function placeFailures(writer: CatalogWriter, which: FailureChoice): ReturnType<Enter> {
  const scopes = scopesOfFiles(await writer.retryFailures(which));
  return { scopes, offline: [], missing: [], nothing: { kind: 'no-failures' } };
}

/** What a run is to do: what was asked of it, else what is set in the catalog. */
async function settingsOf<Request extends Pick<RunRequest, 'k' | 'extensions'>>(
  reader: CatalogReader,
  request: Request,
) {
  const { k, extensions } = await readCatalogSettings(reader);
  return { ...request, k: request.k ?? k, extensions: request.extensions ?? extensions };
}

/** Everything of the core that starts worker processes. */
export function createRuns(
  options: CoreOptions,
  connections: Connections,
  libraries: EngineLibraries,
): Pick<
  Core,
  'classify' | 'previewRun' | 'retryFailures' | 'retryChosen' | 'unfinished' | 'continueRun' | 'rescanRoot'
> {
  /** A run over what is at `place`. A catalog process that died ends it: what is saved stays saved. */
  async function run(...[request, place, control, tell]: Parameters<typeof runToItsEnd>): Promise<Answer<RunSummary>> {
    try {
      return await runToItsEnd(request, place, control, tell);
    } catch (error) {
      if (error instanceof ProcessDied) return refuse({ kind: 'catalog', message: error.message });
      throw error;
    }
  }

  /** From the model to the summary, with a pool of its own. */
  async function runToItsEnd(
    request: RunRequest,
    place: Place,
    control: RunControl,
    tell: TellRun,
  ): Promise<Answer<RunSummary>> {
    const opened = await connections.both();
    if (!opened.ok) return opened;
    const { writer, reader } = opened.value;
    const chosen = await modelInUse(options, reader, request.modelId);
    if (!chosen.ok) return chosen;
    const { manifest, digest } = chosen.value.model;
    // Before anything computes with them: no engine is to blame for what is wrong with the weights.
    const damage = await checkWeights(chosen.value.model);
    if (damage !== null) return unusable(damage);
    // A path that was mistyped is told at once: engines may be tried for a minute, and nothing is written before.
    const missing = (await place.missing?.(reader)) ?? null;
    if (missing !== null) return refuse({ kind: 'no-paths', missing });
    const here = await lookAtEngines(options, libraries);
    if (options.engineChoice() === 'auto' && here.pack.kind === 'damaged') {
      await tell({ kind: 'damaged-engine-pack', fault: here.pack.fault });
    }
    const isStopped = eitherAborted(control.finish, control.stop);
    const settled = await settleEngine(options, chosen.value.model, here, isStopped, (news) => void tell(news));
    if (!settled.ok) return settled;
    const { engine, why } = settled.value;
    const pack = await packFolderFor(options.enginesDir, engine);
    if (!pack.ok) return pack;
    const planned = plannedEngine(engine, here.presences.get(engine));
    const tooLittle = memoryRefusal(chosen.value.model, options.runLimits(), planned);
    if (tooLittle !== null) return refuse(tooLittle);
    const placement = await place.enter(reader, writer, chosen.value);
    if (placement.scopes.length === 0 && placement.offline.length === 0) {
      return refuse(placement.nothing ?? { kind: 'no-paths', missing: placement.missing });
    }
    const { id, variant, classes, labelSet } = manifest;
    const settings = await settingsOf(reader, request);
    const model = await writer.registerModel({ digest, name: id, variant, classes, labelSet });
    // Chosen from now on: by its name, or because it is the first that ran here.
    await writer.setSetting(MODEL_SETTING, id);
    const { quarantined } = await writer.inheritMarks();
    let isUncachedSaid = false;
    const pool = openRunPool({ ...options, packFolder: pack.value }, chosen.value.model, planned, settings.k, {
      onDeath: (detail) => void tell({ kind: 'worker-died', detail }),
      onUncached: (problem) => {
        if (!isUncachedSaid) void tell({ kind: 'not-kept', problem });
        isUncachedSaid = true;
      },
      onReduced: (inForce, because) => void tell({ kind: 'plan-reduced', ...workOf(inForce), because }),
    });
    const stopNow = (): void => void pool.kill();
    control.stop.addEventListener('abort', stopNow);
    try {
      await tell({ kind: 'started', ...workOf(pool.inForce), why, model: manifest.name, quarantined });
      for (const root of placement.offline) await tell({ kind: 'root-offline', path: root });
      const parts = { writer, reader, pool, named: chosen.value, request: { model, k: settings.k } };
      return answer(await classifyPlaced(parts, placement, settings, control, tell));
    } finally {
      control.stop.removeEventListener('abort', stopNow);
      await pool.close();
    }
  }

  return {
    classify: (request, control, tell) =>
      run(
        request,
        {
          missing: (reader) => allMissing(request.paths, request.workingFolder, reader),
          enter: (reader, writer) => placeNamedPaths(request.paths, request.workingFolder, reader, writer),
        },
        control,
        tell,
      ),

    previewRun: async (request, signal) => {
      const reader = await connections.reader();
      if (!reader.ok) return reader;
      const chosen = await modelInUse(options, reader.value, request.modelId);
      if (!chosen.ok) return chosen;
      const settings = await settingsOf(reader.value, request);
      const model = await modelRow(reader.value, chosen.value);
      return answer(
        await previewRun({ ...request, ...settings }, reader.value, model, signal, () =>
          foreseeSpeed(options, libraries, chosen.value.model),
        ),
      );
    },

    retryFailures: (request, control, tell) =>
      run(
        request,
        {
          enter: (_reader, writer) => {
            const paths =
              request.paths === null ? null : request.paths.map((named) => path.resolve(request.workingFolder, named));
            return placeFailures(writer, paths);
          },
        },
        control,
        tell,
      ),

    retryChosen: (which, request, control, tell) =>
      run(request, { enter: (_reader, writer) => placeFailures(writer, which) }, control, tell),

    unfinished: async (modelId) => {
      const reader = await connections.counter();
      if (!reader.ok) return reader;
      const chosen = await modelInUse(options, reader.value, modelId);
      if (!chosen.ok) return chosen;
      const models = await reader.value.models();
      const row = rowOf(models, chosen.value);
      const isInterrupted = models.some((one) => one.model === row && one.lastRun !== null);
      const { extensions } = await readCatalogSettings(reader.value);
      const { pictures } = await reader.value.unfinished(row, namePatterns(extensions));
      return answer({ pictures, isInterrupted });
    },

    continueRun: (request, control, tell) =>
      run(
        request,
        {
          enter: async (reader, writer, chosen) => {
            const { extensions } = await settingsOf(reader, request);
            const { places } = await reader.unfinished(await modelRow(reader, chosen), namePatterns(extensions));
            return placeKnown(places, reader, writer);
          },
        },
        control,
        tell,
      ),

    rescanRoot: (root, request, control, tell) =>
      run(
        request,
        {
          enter: async (reader, writer) => {
            const places = await reader.placesOfRoot(root);
            if (places !== null) return placeKnown(places, reader, writer);
            return { scopes: [], offline: [], missing: [], nothing: unknownRoot(root) };
          },
        },
        control,
        tell,
      ),
  };
}
