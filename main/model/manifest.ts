import { z } from 'zod';
import type { Preprocessing } from '../../shared/preprocessing.ts';
import { DIALECT_IDS, type DialectId } from '../../shared/recognition.ts';
import { modelFaultTexts as texts } from '../../shared/texts/model-faults.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import { VARIANT_IDS, type Padding, type VariantId } from '../../shared/variant.ts';

/** File in a model's folder that says everything about it but its weights. */
export const MANIFEST_FILE = 'manifest.json';

/** What a model is, as its maker wrote it down in `manifest.json`; checked when it is read. */
export interface ModelManifest {
  /** Of this file's own layout; this program reads 1. */
  readonly format: 1;
  /** Short name for commands, lower case: `efficientnet-lite0`. */
  readonly id: string;
  /** What a person reads. */
  readonly name: string;
  readonly variant: VariantId;
  /** Length of the logits. */
  readonly classes: number;
  readonly preprocessing: Preprocessing;
  readonly padding: Padding;
  /** Added to the variance by every batch normalisation. */
  readonly epsilon: number;
  readonly weights: WeightsFile;
  /** Which label set names the classes: `ID.json` in the model's folder, or else in `assets/taxonomy/`. */
  readonly labelSet: string;
  /** A top-1 score below this, 0…1, is *uncertain*, and words of a search do not find it. */
  readonly threshold: number;
  /** Null: nobody has stated one, as of a model that a person trained for themselves. */
  readonly licence: Licence | null;
  /** Where the weights come from, in a sentence. */
  readonly source: string;
}

interface WeightsFile {
  /** Plain file name in the model's folder. */
  readonly file: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /** Whose naming scheme the tensors follow. */
  readonly dialect: DialectId;
}

interface Licence {
  /** SPDX identifier where there is one. */
  readonly name: string;
  /** Plain file name in the model's folder: the licence's text. */
  readonly file: string;
}

/** A name that cannot lead out of its folder on any platform: no separator, drive, stream or parent. */
const plainFileName = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]*$/, texts.noPlainFileName)
  // Windows drops a trailing dot or space, so that another file than the one named would be opened.
  .regex(/[^. ]$/, texts.badEnding);

const channels = <Value extends z.ZodType<number>>(value: Value) => z.tuple([value, value, value]);
const side = z.int().min(32).max(4096);

const preprocessing = z
  .strictObject({
    shorterSide: side,
    inputSize: side,
    kernel: z.enum(['cubic', 'linear', 'lanczos3']),
    mean: channels(z.number().min(0).max(255)),
    std: channels(z.number().positive().max(255)),
  })
  .refine(({ shorterSide, inputSize }) => shorterSide >= inputSize, {
    path: ['shorterSide'],
    message: texts.smallerThanSquare,
  });

/** Of what a person reads. */
export const MAX_NAME_LENGTH = 200;

const name = z.string().min(1).max(MAX_NAME_LENGTH);
const shortName = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/, texts.noShortName);

const manifestSchema: z.ZodType<ModelManifest> = z.strictObject({
  format: z.literal(1, { error: texts.otherLayout }),
  id: shortName,
  name,
  variant: z.enum(VARIANT_IDS),
  classes: z.int().min(1).max(1_000_000),
  preprocessing,
  padding: z.enum(['same', 'symmetric']),
  epsilon: z.number().positive().max(1),
  weights: z.strictObject({
    file: plainFileName,
    bytes: z.int().min(1),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, texts.noDigest),
    dialect: z.enum(DIALECT_IDS),
  }),
  labelSet: shortName,
  threshold: z.number().min(0).max(1),
  licence: z.strictObject({ name, file: plainFileName }).nullable(),
  source: z.string().min(1).max(2000),
});

/** The id that a name gives: `My birds` → `my-birds`. Null where nothing of it can stand in one. */
export function idOfName(text: string): string | null {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9._]+/g, '-')
    .replace(/[._-]*([._-])/g, '$1')
    .slice(0, 64)
    .replace(/^[._-]+|[._-]+$/g, '');
  return shortName.safeParse(plain).success ? plain : null;
}

export type ParsedManifest =
  | { readonly ok: true; readonly manifest: ModelManifest }
  /** `reason`: every fault with the field it is in. */
  | { readonly ok: false; readonly reason: string };

/** Reads the text of a `manifest.json`. An unknown field is a fault too: it may be one that changes scores. */
export function parseManifest(text: string): ParsedManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, reason: texts.notJson(thrownMessage(error)) };
  }
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return { ok: true, manifest: parsed.data };
  const faults = parsed.error.issues.map(({ path, message }) => {
    const field = path.join('.');
    return field === '' ? message : `${field}: ${message}`;
  });
  return { ok: false, reason: faults.join('; ') };
}
