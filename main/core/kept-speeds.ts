import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { ENGINE_NAMES, type EngineName } from '../../shared/engine.ts';
import type { ComparedMachine, VariantSpeed } from '../../shared/model-comparison.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import { VARIANT_IDS, type VariantId } from '../../shared/variant.ts';

/** Of every network that was measured or tried. */
export type KeptSpeeds = Readonly<Partial<Record<VariantId, VariantSpeed>>>;

/** What speeds belong to: on another machine, or with another version, they are others. */
export interface SpeedOrigin {
  readonly machine: ComparedMachine;
  readonly engine: EngineName;
  readonly engineVersion: string;
}

/** In the cache folder: what can be measured again. */
export const SPEEDS_FILE = 'measured-speeds.json';
const VERSION = 1;

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

const speedsFile = z.object({
  version: z.literal(VERSION),
  records: z.array(
    z.object({
      machine: z.object({ processor: z.string(), cores: count, memoryBytes: z.number().positive() }),
      engine: z.enum(ENGINE_NAMES),
      engineVersion: z.string(),
      speeds: z.partialRecord(z.enum(VARIANT_IDS), speed),
    }),
  ),
});

type SpeedRecords = z.infer<typeof speedsFile>['records'];

/** What is kept of this machine and engine; nothing where the file is missing or cannot be understood. */
export async function readKeptSpeeds(cacheDir: string, origin: SpeedOrigin): Promise<KeptSpeeds> {
  const records = await readRecords(cacheDir);
  return records.find((record) => isOf(record, origin))?.speeds ?? {};
}

/**
 * Keeps them beside those of other engines; those of other versions of this one are gone. Written aside, then renamed.
 *
 * @returns null, or why they could not be kept; they are then measured again
 */
export async function keepSpeeds(cacheDir: string, origin: SpeedOrigin, speeds: KeptSpeeds): Promise<string | null> {
  const file = path.join(cacheDir, SPEEDS_FILE);
  const aside = `${file}.${randomUUID()}`;
  const others = (await readRecords(cacheDir)).filter(
    (record) => record.engine !== origin.engine || !isSame(record.machine, origin.machine),
  );
  try {
    await mkdir(cacheDir, { recursive: true });
    await writeFile(aside, JSON.stringify({ version: VERSION, records: [...others, { ...origin, speeds }] }));
    await rename(aside, file);
    return null;
  } catch (error) {
    await rm(aside, { force: true }).catch(() => undefined);
    return `what was measured cannot be kept in ${cacheDir}: ${thrownMessage(error)}`;
  }
}

async function readRecords(cacheDir: string): Promise<SpeedRecords> {
  try {
    const read = speedsFile.safeParse(JSON.parse(await readFile(path.join(cacheDir, SPEEDS_FILE), 'utf8')));
    return read.success ? read.data.records : [];
  } catch {
    // Missing, or cut off: it can be measured again.
    return [];
  }
}

function isOf(record: SpeedRecords[number], { machine, engine, engineVersion }: SpeedOrigin): boolean {
  return record.engine === engine && record.engineVersion === engineVersion && isSame(record.machine, machine);
}

function isSame(a: ComparedMachine, b: ComparedMachine): boolean {
  return a.processor === b.processor && a.cores === b.cores && a.memoryBytes === b.memoryBytes;
}
