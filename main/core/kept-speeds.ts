import { z } from 'zod';
import { ENGINE_NAMES, type EngineName } from '../../shared/engine.ts';
import type { ComparedMachine, VariantSpeed } from '../../shared/model-comparison.ts';
import { VARIANT_IDS, type VariantId } from '../../shared/variant.ts';
import { readRecords, writeRecords } from './kept-records.ts';

/** Of every network that was measured or tried. */
export type KeptSpeeds = Readonly<Partial<Record<VariantId, VariantSpeed>>>;

/** What speeds belong to: on another machine, or with another version, they are others. */
export interface SpeedOrigin {
  readonly machine: ComparedMachine;
  readonly engine: EngineName;
  /** As of `Presence`: another package, pack or version of the library is another. */
  readonly library: string;
  /** As of `Presence`. */
  readonly driver: string;
}

/** In the cache folder: what can be measured again. */
export const SPEEDS_FILE = 'measured-speeds.json';
const VERSION = 2;

const count = z.int().positive();
const speed = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('measured'),
    picturesPerSecond: z.number().positive(),
    peakBytes: z.number().positive(),
    workers: count,
    threads: count,
    batch: count,
    at: z.number().nonnegative(),
  }),
  z.object({ kind: z.literal('failed'), reason: z.string() }),
]);

const speedRecords = z.object({
  version: z.literal(VERSION),
  records: z.array(
    z.object({
      machine: z.object({ processor: z.string(), cores: count, memoryBytes: z.number().positive() }),
      engine: z.enum(ENGINE_NAMES),
      library: z.string(),
      driver: z.string(),
      speeds: z.partialRecord(z.enum(VARIANT_IDS), speed),
    }),
  ),
});

type SpeedRecords = z.infer<typeof speedRecords>['records'];

const FILE = { name: SPEEDS_FILE, schema: speedRecords };

/** What is kept of this machine and engine; nothing where the file is missing or cannot be understood. */
export async function readKeptSpeeds(cacheDir: string, origin: SpeedOrigin): Promise<KeptSpeeds> {
  const records = await readSpeeds(cacheDir);
  return records.find((record) => isOf(record, origin))?.speeds ?? {};
}

/**
 * Keeps them beside those of other engines; those of other versions of this one are gone.
 *
 * @returns null, or why they could not be kept; they are then measured again
 */
export async function keepSpeeds(cacheDir: string, origin: SpeedOrigin, speeds: KeptSpeeds): Promise<string | null> {
  const others = (await readSpeeds(cacheDir)).filter(
    (record) => record.engine !== origin.engine || !isSame(record.machine, origin.machine),
  );
  return writeRecords(cacheDir, SPEEDS_FILE, { version: VERSION, records: [...others, { ...origin, speeds }] });
}

async function readSpeeds(cacheDir: string): Promise<SpeedRecords> {
  return (await readRecords(cacheDir, FILE))?.records ?? [];
}

function isOf(record: SpeedRecords[number], { machine, engine, library, driver }: SpeedOrigin): boolean {
  const isOfEngine = record.engine === engine && record.library === library && record.driver === driver;
  return isOfEngine && isSame(record.machine, machine);
}

function isSame(a: ComparedMachine, b: ComparedMachine): boolean {
  return a.processor === b.processor && a.cores === b.cores && a.memoryBytes === b.memoryBytes;
}
