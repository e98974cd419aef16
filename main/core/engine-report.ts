import { ENGINE_NAMES, REFERENCE_ENGINE, type EngineName } from '../../shared/engine.ts';
import type { EngineDescription, EngineReport, EngineState } from '../../shared/engine-report.ts';
import { engineChoiceTexts } from '../../shared/texts/engine-choice.ts';
import { enginePresenceTexts as texts } from '../../shared/texts/engine-presence.ts';
import { tensorflowRemedy, type Presence } from '../engine/engine-presence.ts';
import { thisSurroundings } from '../engine/surroundings.ts';
import type { Model } from '../model/model-folder.ts';
import { checkWeights } from '../model/weights-check.ts';
import type { LibraryAnswer } from '../pool/describe.ts';
import { answer, unusable, type Answer } from './answer.ts';
import type { Connections } from './connections.ts';
import { fastest, knownVerdicts, tryEngines, type SettledEngine, type Verdicts } from './engine-choice.ts';
import type { EngineLibraries } from './engine-libraries.ts';
import { lookAtEngines, type EnginesSeen } from './engine-look.ts';
import type { Patience } from './engine-trial.ts';
import type { Core, CoreOptions } from './host-contract.ts';
import { chooseModel } from './model-choice.ts';
import { modelInUse } from './questions.ts';

const ON_DEMAND: Patience = { measureMs: 1500, deadlineMs: 120_000 };

/** What is here of the engines, and how fast it is. */
export function createEngineReport(
  options: CoreOptions,
  connections: Connections,
  libraries: EngineLibraries,
  patience: Patience = ON_DEMAND,
): Pick<Core, 'engines' | 'measureEngines'> {
  async function chosenModel(modelId: string | null): Promise<Answer<Model>> {
    const reader = await connections.reader();
    // A catalog that is not there yet has chosen nothing.
    const chosen = reader.ok
      ? await modelInUse(options, reader.value, modelId)
      : await chooseModel(options, modelId, null);
    return chosen.ok ? answer(chosen.value.model) : chosen;
  }

  /** @param tried just now; of what says nothing of an engine, what was kept before counts */
  async function report(model: Model, here: EnginesSeen, tried: Verdicts = new Map()): Promise<EngineReport> {
    const kept = await knownVerdicts(options, model, here);
    const known: Verdicts = new Map([
      ...kept,
      ...[...tried].filter(([engine, { kind }]) => kind !== 'inconclusive' || !kept.has(engine)),
    ]);
    const engines = await Promise.all(
      [...here.presences].map(async ([engine, presence]) =>
        describe(engine, presence, here, await libraries.of(engine, presence, here), known.get(engine)),
      ),
    );
    const choice = options.engineChoice();
    const settled: SettledEngine =
      choice === 'auto' ? fastest(options, model, here, known) : { engine: choice, why: engineChoiceTexts.chosen };
    return { engines, choice, inUse: settled.engine, why: settled.why };
  }

  return {
    engines: async (modelId = null) => {
      const model = await chosenModel(modelId);
      return model.ok ? answer(await report(model.value, await lookAtEngines(options, libraries))) : model;
    },

    measureEngines: async (signal, tell, modelId = null) => {
      const model = await chosenModel(modelId);
      if (!model.ok) return model;
      const damage = await checkWeights(model.value);
      if (damage !== null) return unusable(damage);
      libraries.forgetAbsent();
      const here = await lookAtEngines(options, libraries);
      const choice = options.engineChoice();
      const measured = ENGINE_NAMES.filter((engine) => {
        const state = here.presences.get(engine)?.state;
        if (state?.kind !== 'present') return false;
        return engine === REFERENCE_ENGINE || engine === choice || !state.isSoftware;
      });
      let done = 0;
      let notKept: string | null = null;
      const tried = await tryEngines(options, model.value, here, measured, patience, signal, (news) => {
        if (news.kind === 'not-kept') notKept = news.problem;
        else tell({ engine: news.engine, done: done++, total: measured.length });
      });
      return answer({ report: await report(model.value, here, tried), isComplete: !signal.aborted, notKept });
    },
  };
}

function describe(
  engine: EngineName,
  { state, source, isAccelerator }: Presence,
  { pack, cardUnused }: EnginesSeen,
  library: LibraryAnswer | null,
  verdict: ReturnType<Verdicts['get']>,
): EngineDescription {
  const added = engine === 'tensorflow' && pack.kind !== 'none' ? { engine, facts: pack.facts } : null;
  const facts = library?.ok === true ? library.facts : null;
  const usesGpu = isAccelerator && facts?.usesGpu === true;
  const common = {
    ...{ engine, version: facts?.version ?? null, package: facts?.package ?? null, pack: added, usesGpu },
    cardUnused: engine === 'tensorflow' ? cardUnused : null,
  };
  if (library?.ok === false) {
    const { reason } = library;
    const isAbsent = library.kind === 'absent';
    const remedy = pack.kind === 'sound' ? texts.packRemedy : tensorflowRemedy(thisSurroundings());
    const failed: EngineState = isAbsent ? { kind: 'absent', reason, remedy } : { kind: 'refused', reason };
    return { ...common, source: isAbsent ? null : source, state: failed, picturesPerSecond: null };
  }
  if (state.kind === 'present' && verdict?.kind === 'refused') {
    return { ...common, source, state: { kind: 'refused', reason: verdict.reason }, picturesPerSecond: null };
  }
  return {
    ...common,
    source,
    state,
    picturesPerSecond: verdict?.kind === 'measured' ? verdict.picturesPerSecond : null,
  };
}
