import { z } from 'zod';
import type { VariantSpeed } from '../../shared/model-comparison.ts';
import { VARIANT_IDS, type VariantId } from '../../shared/variant.ts';
import { readRecords, writeRecords } from './kept-records.ts';
import { keyOf, measuringOrigin, placeOf, type MeasuredPlan, type MeasuringOrigin } from './measuring-origin.ts';

/** What a speed belongs to. */
export interface SpeedOrigin extends MeasuringOrigin {
  readonly variant: VariantId;
}

/** What came of measuring a network. */
export type MeasuredSpeed =
  | Omit<Extract<VariantSpeed, { readonly kind: 'measured' }>, keyof MeasuredPlan>
  | Extract<VariantSpeed, { readonly kind: 'failed' }>;

/** Of every network that was measured or tried. */
export type KeptSpeeds = ReadonlyMap<VariantId, VariantSpeed>;

/** In the cache folder: what can be measured again. */
export const SPEEDS_FILE = 'measured-speeds.json';
const VERSION = 3;

const speedRecords = z.object({
  version: z.literal(VERSION),
  records: z.array(
    z.object({
      origin: measuringOrigin.extend({ variant: z.enum(VARIANT_IDS) }),
      speed: z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('measured'),
          picturesPerSecond: z.number().positive(),
          peakBytes: z.number().positive(),
          at: z.number().nonnegative(),
        }),
        z.object({ kind: z.literal('failed'), reason: z.string() }),
      ]),
    }),
  ),
});

const FILE = { name: SPEEDS_FILE, schema: speedRecords };

/** Those that are kept of these origins, one a network; none where the file is missing or cannot be understood. */
export async function keptSpeeds(cacheDir: string, origins: readonly SpeedOrigin[]): Promise<KeptSpeeds> {
  const wanted = new Set(origins.map(keyOfSpeed));
  const kept = (await readSpeeds(cacheDir)).filter(({ origin }) => wanted.has(keyOfSpeed(origin)));
  return new Map(kept.map(({ origin, speed }) => [origin.variant, speedBy(origin.plan, speed)]));
}

/**
 * Keeps it in place of what was kept of this network by this engine and plan; one that failed is no reason to forget what was
 * measured before.
 *
 * @returns null, or why it could not be kept; it is then measured again
 */
export async function keepSpeed(cacheDir: string, origin: SpeedOrigin, speed: MeasuredSpeed): Promise<string | null> {
  const records = await readSpeeds(cacheDir);
  const key = keyOfSpeed(origin);
  const wasMeasured = records.some((one) => one.speed.kind === 'measured' && keyOfSpeed(one.origin) === key);
  if (speed.kind === 'failed' && wasMeasured) return null;
  const place = placeOf(origin, origin.variant);
  const others = records.filter((one) => placeOf(one.origin, one.origin.variant) !== place);
  return writeRecords(cacheDir, SPEEDS_FILE, { version: VERSION, records: [...others, { origin, speed }] });
}

/** With the plan that it was measured by. */
export function speedBy({ workers, threads, batch }: MeasuredPlan, speed: MeasuredSpeed): VariantSpeed {
  return speed.kind === 'measured' ? { ...speed, workers, threads, batch } : speed;
}

async function readSpeeds(cacheDir: string) {
  return (await readRecords(cacheDir, FILE))?.records ?? [];
}

function keyOfSpeed(origin: SpeedOrigin): string {
  return keyOf(origin, origin.variant);
}
