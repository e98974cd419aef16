import os from 'node:os';
import { ENGINE_NAMES, REFERENCE_ENGINE, type EngineName } from '../../shared/engine.ts';
import type { ComparedMachine } from '../../shared/model-comparison.ts';
import { engineChoiceTexts as texts } from '../../shared/texts/engine-choice.ts';
import { enginePackTexts } from '../../shared/texts/engine-packs.ts';
import type { Presence } from '../engine/engine-presence.ts';
import { engineVersion } from '../engine/engine-version.ts';
import type { Model } from '../model/model-folder.ts';
import { answer, refuse, type Answer, type CoreFailure } from './answer.ts';
import { isCandidate, type EnginesHere } from './engines-here.ts';
import { createTrials, type Inconclusive, type Patience } from './engine-trial.ts';
import type { CoreOptions } from './host-contract.ts';
import { keepVerdict, keptVerdicts, type EngineVerdict, type VerdictOrigin } from './kept-verdicts.ts';
import { measuredPlan, type EngineOrigin } from './measuring-origin.ts';
import type { RunNews } from './run-news.ts';
import { foreseeRun, plannedEngine, shortageOf, thisMachine } from './run-pool.ts';

/** The engine that a run takes, and why that one. */
export interface SettledEngine {
  readonly engine: EngineName;
  /** A sentence or more. */
  readonly why: string;
}

/** What is known of engines at this moment, on one model. */
export type Verdicts = ReadonlyMap<EngineName, EngineVerdict | Inconclusive>;

/** What a host hears while engines are tried. */
export type TrialNews = Extract<RunNews, { readonly kind: 'trying-engine' | 'not-kept' }>;

/** Long enough for some batches of a graphics processor; a library of half a gigabyte may be on a slow disk. */
const BEFORE_A_RUN: Patience = { measureMs: 500, deadlineMs: 60_000 };

/**
 * The engine that a run takes for what a person chose. `auto`: candidates that were never tried on this model are tried now, in
 * processes of their own; where there is none, nothing is. An engine that was named and is not
 * here is refused, with the way to get it.
 *
 * @param tell hears of each engine before it is tried, and where what came of them cannot be kept
 */
export async function settleEngine(
  options: CoreOptions,
  model: Model,
  here: EnginesHere,
  signal: AbortSignal,
  tell: (news: TrialNews) => void,
  patience: Patience = BEFORE_A_RUN,
): Promise<Answer<SettledEngine>> {
  const refused = refusedChoice(options, here);
  if (refused !== null) return refuse(refused);
  const choice = options.engineChoice();
  if (choice !== 'auto') return answer({ engine: choice, why: texts.chosen });
  let known: Verdicts = await knownVerdicts(options, model, here);
  const untried = ENGINE_NAMES.filter(
    (engine) => !known.has(engine) && isCandidate(presenceOf(here, engine)) && fits(options, model, here, engine),
  );
  // After an update of its library alone the reference is not known, and nothing could be faster than it.
  const isComparable = known.has(REFERENCE_ENGINE) || ![...known.values()].some(({ kind }) => kind === 'measured');
  if (untried.length > 0 || !isComparable) {
    known = new Map([...known, ...(await tryEngines(options, model, here, untried, patience, signal, tell))]);
  }
  return answer(fastest(options, model, here, known));
}

/** The same from what is known by now: nothing is started. One that is not here is told as if it was. */
export async function foreseeEngine(options: CoreOptions, model: Model, here: EnginesHere): Promise<SettledEngine> {
  const choice = options.engineChoice();
  if (choice !== 'auto') return { engine: choice, why: texts.chosen };
  return fastest(options, model, here, await knownVerdicts(options, model, here));
}

/** Why an engine that a person named cannot be taken; null where it can, or none was named. */
export function refusedChoice(options: CoreOptions, { pack, presences }: EnginesHere): CoreFailure | null {
  const choice = options.engineChoice();
  if (choice === 'auto') return null;
  if (choice === 'tensorflow' && pack.kind === 'damaged') {
    return { kind: 'damaged-engine-pack', fault: pack.fault };
  }
  const state = presences.get(choice)?.state;
  return state?.kind === 'absent'
    ? { kind: 'absent-engine', engine: choice, reason: state.reason, remedy: state.remedy }
    : null;
}

/** What came of earlier trials of the engines that are here. */
export async function knownVerdicts(
  options: CoreOptions,
  model: Model,
  here: EnginesHere,
): Promise<ReadonlyMap<EngineName, EngineVerdict>> {
  const present = [...here.presences].filter(([, { state }]) => state.kind === 'present');
  return keptVerdicts(
    options.cacheDir,
    present.map(([engine, presence]) => originOf(options, engine, presence, model)),
  );
}

/**
 * Tries engines one after the other, the reference always with them, and keeps what came of it, but what says nothing of the
 * engine. `tell` hears of each before, and once at the end where something could not be kept.
 */
export async function tryEngines(
  options: CoreOptions,
  model: Model,
  here: EnginesHere,
  engines: readonly EngineName[],
  patience: Patience,
  signal: AbortSignal,
  tell: (news: TrialNews) => void,
): Promise<Verdicts> {
  const trials = createTrials(options, model, here, patience, signal);
  const verdicts = new Map<EngineName, EngineVerdict | Inconclusive>();
  let problem: string | null = null;
  for (const engine of [REFERENCE_ENGINE, ...engines.filter((one) => one !== REFERENCE_ENGINE)]) {
    if (signal.aborted) break;
    tell({ kind: 'trying-engine', engine });
    const verdict = await trials.try(engine);
    if (verdict === null) continue;
    verdicts.set(engine, verdict);
    if (verdict.kind === 'inconclusive') continue;
    const origin = originOf(options, engine, presenceOf(here, engine), model);
    problem = (await keepVerdict(options.cacheDir, origin, verdict)) ?? problem;
  }
  if (problem !== null) tell({ kind: 'not-kept', problem });
  return verdicts;
}

/** Two measurings of one engine on a machine that does something else besides are further apart than a few per cent. */
const CLEARLY_FASTER = 1.1;

/** Whether a run with it would stay within the memory that it may take. */
function fits(options: CoreOptions, model: Model, here: EnginesHere, engine: EngineName): boolean {
  return shortageOf(foreseeRun(model, options.runLimits(), plannedEngine(engine, presenceOf(here, engine)))) === null;
}

/**
 * The fastest of those that were measured, fit into memory and may be taken without being asked for; the reference unless one is clearly
 * faster.
 */
export function fastest(options: CoreOptions, model: Model, here: EnginesHere, known: Verdicts): SettledEngine {
  const measured: { readonly engine: EngineName; readonly speed: number }[] = [];
  // What a person added is not replaced by something else in silence.
  const reasons = here.pack.kind === 'damaged' ? [enginePackTexts.cannotRun(here.pack.fault)] : [];
  for (const engine of ENGINE_NAMES) {
    const presence = presenceOf(here, engine);
    const { state } = presence;
    if (state.kind !== 'present') continue;
    const verdict = known.get(engine);
    if (state.isSoftware) reasons.push(texts.isSoftware(engine, state.device));
    else if (engine !== REFERENCE_ENGINE && !fits(options, model, here, engine)) reasons.push(texts.doesNotFit(engine));
    else if (verdict?.kind === 'measured') measured.push({ engine, speed: verdict.picturesPerSecond });
    else if (verdict?.kind === 'refused') reasons.push(texts.refused(engine, verdict.reason));
    else if (verdict?.kind === 'inconclusive') reasons.push(texts.inconclusive(engine, verdict.reason));
    else if (isCandidate(presence)) reasons.push(texts.untried(engine));
    else if (engine !== REFERENCE_ENGINE) reasons.push(texts.untriedUnasked(engine));
  }
  const reference = measured.find(({ engine }) => engine === REFERENCE_ENGINE);
  const [first] = [...measured].sort((a, b) => b.speed - a.speed);
  if (reference === undefined && measured.length > 0) reasons.push(texts.untried(REFERENCE_ENGINE));
  const isClear = reference !== undefined && first !== undefined && first.speed > reference.speed * CLEARLY_FASTER;
  const best = isClear ? first : reference;
  const others = measured.filter((one) => one !== best);
  if (best !== undefined && others.length > 0) reasons.unshift(texts.fastest(best, others));
  else if (reasons.length === 0) reasons.push(texts.onlyOne);
  return { engine: best?.engine ?? REFERENCE_ENGINE, why: reasons.join(' ') };
}

function presenceOf({ presences }: EnginesHere, engine: EngineName): Presence {
  const presence = presences.get(engine);
  if (presence === undefined) throw new Error(`nobody looked for ${engine}`);
  return presence;
}

function originOf(options: CoreOptions, engine: EngineName, presence: Presence, model: Model): VerdictOrigin {
  const { plan } = foreseeRun(model, options.runLimits(), plannedEngine(engine, presence));
  return { ...engineOrigin(engine, presence), modelDigest: model.digest, plan: measuredPlan(plan) };
}

/** An engine as it is here and now. @param presence left out: the engine comes along, and no driver is below it */
export function engineOrigin(engine: EngineName, presence?: Pick<Presence, 'library' | 'driver'>): EngineOrigin {
  const { library, driver } = presence ?? { library: engineVersion(engine), driver: '' };
  return { machine: comparedMachine(), engine, library, driver };
}

/** What speeds belong to. */
export function comparedMachine(): ComparedMachine {
  const { cores, memoryBytes } = thisMachine();
  return { processor: os.cpus()[0]?.model.trim() ?? os.arch(), cores, memoryBytes };
}
