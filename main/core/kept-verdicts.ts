import { z } from 'zod';
import { REFERENCE_ENGINE, type EngineName } from '../../shared/engine.ts';
import { readRecords, writeRecords } from './kept-records.ts';
import { keyOf, measuringOrigin, placeOf, type MeasuringOrigin } from './measuring-origin.ts';

/** What came of trying an engine on a model. */
export type EngineVerdict =
  | { readonly kind: 'measured'; readonly picturesPerSecond: number }
  | { readonly kind: 'refused'; readonly reason: string };

/** What a verdict belongs to: of another model it is another. */
export interface VerdictOrigin extends MeasuringOrigin {
  readonly modelDigest: string;
}

/** In the cache folder: what can be tried again. */
export const VERDICTS_FILE = 'tried-engines.json';
const VERSION = 2;

const verdicts = z.object({
  version: z.literal(VERSION),
  records: z.array(
    z.object({
      origin: measuringOrigin.extend({ modelDigest: z.string() }),
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
  const wanted = new Set(origins.map(keyOfVerdict));
  const kept = (await readVerdicts(cacheDir)).filter(({ origin }) => wanted.has(keyOfVerdict(origin)));
  return new Map(kept.map(({ origin, verdict }) => [origin.engine, verdict]));
}

/** Whether anything is kept that could make another engine than the reference the faster one, with any model. */
export async function hasVerdicts(cacheDir: string): Promise<boolean> {
  return (await readVerdicts(cacheDir)).some(({ origin }) => origin.engine !== REFERENCE_ENGINE);
}

/**
 * Keeps it in place of what was kept of this engine on this model and by this plan with another library or driver;
 * what cannot be kept is tried again.
 *
 * @returns null, or why it could not be kept
 */
export async function keepVerdict(
  cacheDir: string,
  origin: VerdictOrigin,
  verdict: EngineVerdict,
): Promise<string | null> {
  const place = placeOf(origin, origin.modelDigest);
  const others = (await readVerdicts(cacheDir)).filter(
    (record) => placeOf(record.origin, record.origin.modelDigest) !== place,
  );
  return writeRecords(cacheDir, VERDICTS_FILE, { version: VERSION, records: [...others, { origin, verdict }] });
}

async function readVerdicts(cacheDir: string) {
  return (await readRecords(cacheDir, FILE))?.records ?? [];
}

function keyOfVerdict(origin: VerdictOrigin): string {
  return keyOf(origin, origin.modelDigest);
}
