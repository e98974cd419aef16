import path from 'node:path';
import type { PackedEngine } from '../../../shared/engine-pack.ts';
import { absentInUse, type EngineReport } from '../../../shared/engine-report.ts';
import { engineCommandTexts as texts } from '../../../shared/texts/engine-commands.ts';
import { enginePackTexts } from '../../../shared/texts/engine-packs.ts';
import type { Core } from '../../core/host-contract.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import type { Output } from '../output.ts';
import { refuseWith } from '../refusal.ts';
import { abortOnSignal } from '../signals.ts';
import { formatTable } from '../table.ts';

export interface EngineListOptions {
  readonly measure: boolean;
  readonly json: boolean;
  /** Null: the chosen one. */
  readonly modelId: string | null;
}

/** `classifold engines`. */
export async function listEngines(
  core: Core,
  { measure, json, modelId }: EngineListOptions,
  output: Output,
): Promise<ExitStatus> {
  if (measure) return measureEngines(core, { json, modelId }, output);
  const report = await core.engines(modelId);
  if (!report.ok) return refuseWith(report.failure, output);
  return print(report.value, json, output) ? EXIT.done : EXIT.couldNotRun;
}

/** Ctrl-C ends it; what was measured is kept, or it is said why not. */
async function measureEngines(
  core: Core,
  { json, modelId }: Omit<EngineListOptions, 'measure'>,
  output: Output,
): Promise<ExitStatus> {
  const stop = abortOnSignal();
  try {
    const measured = await core.measureEngines(
      stop.signal,
      (progress) => {
        output.say(texts.measuring(progress));
      },
      modelId,
    );
    if (!measured.ok) return refuseWith(measured.failure, output);
    const { report, isComplete, notKept } = measured.value;
    if (notKept !== null) output.say(notKept);
    if (!isComplete) {
      output.say(notKept === null ? texts.stopped : texts.stoppedUnkept);
      return EXIT.interrupted;
    }
    if (!print(report, json, output)) return EXIT.couldNotRun;
    return report.engines.some(({ state }) => state.kind === 'refused') ? EXIT.doneWithFailures : EXIT.done;
  } finally {
    stop.release();
  }
}

/** @returns whether a run could begin; where it could not, it is said why */
function print(report: EngineReport, json: boolean, output: Output): boolean {
  const absent = absentInUse(report);
  if (json) {
    output.json(report);
  } else {
    output.line(formatTable(texts.headings, report.engines.map(texts.row)));
    for (const line of [...texts.packages(report), ...texts.faults(report)]) output.line(line);
    if (absent === null) output.line(texts.inUse(report));
  }
  if (absent !== null) output.say(texts.cannotRun(report, absent.reason, absent.remedy));
  return absent === null;
}

/** `classifold engines add`. What is refused leaves nothing behind, Ctrl-C too. */
export async function addEngine(core: Core, named: string, digest: string | null, output: Output): Promise<ExitStatus> {
  const pack = path.resolve(named);
  const described = await core.describeEnginePack(pack);
  if (!described.ok) return refuseWith(described.failure, output);
  for (const line of texts.packFacts(described.value)) output.line(line);
  output.say(enginePackTexts.trust);
  const stop = abortOnSignal();
  let said = '';
  try {
    const added = await core.addEnginePack({ path: pack, digest }, stop.signal, (step) => {
      // Of every step once: half a gigabyte is copied in many.
      if (said !== step.step) output.say(enginePackTexts.step(step));
      said = step.step;
    });
    if (!added.ok) return refuseWith(added.failure, output);
    output.line(texts.added(added.value.engine));
    return EXIT.done;
  } finally {
    stop.release();
  }
}

/** `classifold engines remove`. */
export async function removeEngine(core: Core, engine: PackedEngine, output: Output): Promise<ExitStatus> {
  const removed = await core.removeEnginePack(engine);
  if (!removed.ok) return refuseWith(removed.failure, output);
  output.line(texts.removed(engine));
  return EXIT.done;
}

/** `classifold engines verify`. */
export async function verifyEngine(core: Core, engine: PackedEngine, output: Output): Promise<ExitStatus> {
  const verified = await core.verifyEnginePack(engine);
  if (!verified.ok) return refuseWith(verified.failure, output);
  const kept = verified.value;
  switch (kept.kind) {
    case 'none':
      return refuseWith({ kind: 'no-engine-pack', engine }, output);
    case 'damaged':
      output.line(`${kept.folder}: ${enginePackTexts.damaged(kept.fault)}.`);
      return EXIT.doneWithFailures;
    case 'sound':
      for (const line of texts.packFacts(kept.facts)) output.line(line);
      output.line(texts.sound);
      return EXIT.done;
  }
}
