import { z } from 'zod';
import { ENGINE_NAMES, REFERENCE_ENGINE, type EngineName } from '../../shared/engine.ts';
import type { ComparedMachine } from '../../shared/model-comparison.ts';
import type { Plan } from '../../shared/run.ts';
import { readRecords, writeRecords } from './kept-records.ts';

/** What came of trying an engine on a model. */
export type EngineVerdict =
  | { readonly kind: 'measured'; readonly picturesPerSecond: number }
  | { readonly kind: 'refused'; readonly reason: string };

/** What a verdict belongs to: elsewhere, with another driver, library, model or plan, it is another. */
export interface VerdictOrigin {
  readonly machine: ComparedMachine;
  readonly engine: EngineName;
  readonly library: string;
  readonly driver: string;
  readonly modelDigest: string;
  /** By which it was measured: as many at once as a run would have. */
  readonly plan: Pick<Plan, 'workers' | 'threads' | 'batch'>;
}

/** In the cache folder: what can be tried again. */
export const VERDICTS_FILE = 'tried-engines.json';
const VERSION = 2;

const verdicts = z.object({
  version: z.literal(VERSION),
  records: z.array(
    z.object({
      origin: z.object({
        machine: z.object({ processor: z.string(), cores: z.int(), memoryBytes: z.number() }),
        engine: z.enum(ENGINE_NAMES),
        library: z.string(),
        driver: z.string(),
        modelDigest: z.string(),
        plan: z.object({ workers: z.int(), threads: z.int(), batch: z.int() }),
      }),
      verdict: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('measured'), picturesPerSecond: z.number().positive() }),
        z.object({ kind: z.literal('refused'), reason: z.string() }),
      ]),
    }),
  ),
});

const FILE = { name: VERDICTS_FILE, schema: verdicts };

/** Those that are kept of these origins, by their engines: none where nothing is kept, or nothing that can be understood. */
export async function keptVerdicts(
  cacheDir: string,
  origins: readonly VerdictOrigin[],
): Promise<ReadonlyMap<EngineName, EngineVerdict>> {
  const wanted = new Set(origins.map(keyOf));
  const kept = (await readVerdicts(cacheDir)).filter(({ origin }) => wanted.has(keyOf(origin)));
  return new Map(kept.map(({ origin, verdict }) => [origin.engine, verdict]));
}

/** Whether anything is kept that could make another engine than the reference the faster one, with any model. */
export async function hasVerdicts(cacheDir: string): Promise<boolean> {
  return (await readVerdicts(cacheDir)).some(({ origin }) => origin.engine !== REFERENCE_ENGINE);
}

/**
 * Keeps it in place of what was kept of this engine on this model and by this plan with another library or driver;
 * what cannot be kept is tried again.
 */
export async function keepVerdict(cacheDir: string, origin: VerdictOrigin, verdict: EngineVerdict): Promise<void> {
  const place = placeOf(origin);
  const others = (await readVerdicts(cacheDir)).filter((record) => placeOf(record.origin) !== place);
  await writeRecords(cacheDir, VERDICTS_FILE, { version: VERSION, records: [...others, { origin, verdict }] });
}

async function readVerdicts(cacheDir: string) {
  return (await readRecords(cacheDir, FILE))?.records ?? [];
}

function placeOf({ machine, engine, modelDigest, plan }: VerdictOrigin): string {
  const { processor, cores, memoryBytes } = machine;
  const { workers, threads, batch } = plan;
  return JSON.stringify([processor, cores, memoryBytes, engine, modelDigest, workers, threads, batch]);
}

function keyOf(origin: VerdictOrigin): string {
  return `${placeOf(origin)}${JSON.stringify([origin.library, origin.driver])}`;
}
