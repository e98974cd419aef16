import os from 'node:os';
import type { EngineName } from '../../shared/engine.ts';
import type { ComparedVariant, ModelComparison, VariantSpeed } from '../../shared/model-comparison.ts';
import { VARIANT_IDS, type VariantId } from '../../shared/variant.ts';
import { engineVersion } from '../engine/engine-version.ts';
import { publishedFacts, scaledNetworks } from '../model/published-networks.ts';
import { probe } from '../pool/probe.ts';
import { answer } from './answer.ts';
import type { Core, CoreOptions } from './host-contract.ts';
import { keepSpeeds, readKeptSpeeds, type KeptSpeeds, type SpeedOrigin } from './kept-speeds.ts';
import { foreseeNetwork, settleEngine, shortageOf, thisMachine, type RunForesight } from './run-pool.ts';

/** Making the weights of the largest network and its first picture take half a minute on a slow core. */
const DEADLINE_MS = 300_000;

/** How fast each published network is on this machine. */
export function createModelComparison(
  options: CoreOptions,
): Pick<Core, 'comparison' | 'compareModels' | 'scaledNetworks'> {
  const origin = (): SpeedOrigin => speedOrigin(settleEngine(options.engineChoice()));

  return {
    comparison: async () => {
      const from = origin();
      return compared(options, from, await readKeptSpeeds(options.cacheDir, from));
    },

    compareModels: async ({ variants, again, measureMs }, signal, tell) => {
      const from = origin();
      let speeds = await readKeptSpeeds(options.cacheDir, from);
      const isKnown = (variant: VariantId): boolean =>
        !again && speedOf(speeds[variant], foresee(options, from.engine, variant)).kind === 'measured';
      const total = variants.length;
      for (const [done, variant] of variants.entries()) {
        if (signal.aborted) break;
        if (isKnown(variant)) continue;
        tell({ variant, done, total });
        const speed = await measure(options, from.engine, { variant, measureMs }, signal);
        if (speed === null) continue;
        speeds = { ...speeds, [variant]: speed };
        await keepSpeeds(options.cacheDir, from, speeds);
      }
      return answer({ comparison: compared(options, from, speeds), isComplete: !signal.aborted });
    },

    scaledNetworks,
  };
}

/** What speeds belong to that are measured here and now. */
export function speedOrigin(engine: EngineName): SpeedOrigin {
  const { cores, memoryBytes } = thisMachine();
  const processor = os.cpus()[0]?.model.trim() ?? os.arch();
  return { machine: { processor, cores, memoryBytes }, engine, engineVersion: engineVersion(engine) };
}

/**
 * Measures a network as a run with the default plan would compute it: as many workers at once, each with a session of as many
 * threads, over pictures that are in memory. Null: nothing to keep (stopped, or it does not fit, which depends on limits).
 */
async function measure(
  options: CoreOptions,
  engine: EngineName,
  { variant, measureMs }: { readonly variant: VariantId; readonly measureMs: number },
  signal: AbortSignal,
): Promise<VariantSpeed | null> {
  const foresight = foresee(options, engine, variant);
  if (shortageOf(foresight) !== null) return null;
  const { workers, threads, batch } = foresight.plan;
  const answered = await probe(
    { engine, network: { kind: 'variant', variant }, workers, threads, batch, measureMs },
    { spawn: options.spawn, workerScript: options.workerScript, deadlineMs: DEADLINE_MS, signal },
  );
  if (!answered.ok) return answered.kind === 'cancelled' ? null : { kind: 'failed', reason: answered.reason };
  const { picturesPerSecond, allPeakBytes: peakBytes } = answered.figures;
  return { kind: 'measured', picturesPerSecond, peakBytes, workers, threads, batch, at: Date.now() };
}

function compared(options: CoreOptions, origin: SpeedOrigin, speeds: KeptSpeeds): ModelComparison {
  const variants = VARIANT_IDS.map((variant): ComparedVariant => {
    const { resolution, top1, costs } = publishedFacts(variant);
    const { parameters, multiplyAdds } = costs;
    const speed = speedOf(speeds[variant], foresee(options, origin.engine, variant));
    return { variant, resolution, parameters, multiplyAdds, top1, speed };
  });
  return { ...origin, variants };
}

function foresee(options: CoreOptions, engine: EngineName, variant: VariantId): RunForesight {
  return foreseeNetwork(publishedFacts(variant).costs, options.runLimits(), engine);
}

/** What is kept counts where it was measured as a run would compute now: other limits make another plan. */
function speedOf(kept: VariantSpeed | undefined, foresight: RunForesight): VariantSpeed {
  const shortage = shortageOf(foresight);
  if (shortage !== null) return { kind: 'too-large', ...shortage };
  const { workers, threads, batch } = foresight.plan;
  if (kept?.kind !== 'measured') return kept ?? { kind: 'unknown' };
  const isOfPlan = kept.workers === workers && kept.threads === threads && kept.batch === batch;
  return isOfPlan ? kept : { kind: 'unknown' };
}
