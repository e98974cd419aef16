import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { DIALECT_IDS, ORIGIN_IDS, type OriginId } from '../../shared/recognition.ts';
import { VARIANT_IDS, type VariantId } from '../../shared/variant.ts';
import { parameterCount } from '../efficientnet/costs.ts';
import { modelArchitecture } from './network.ts';

/** A file of weights, as those say who publish it. */
export interface PublishedFile {
  /** Whose network it was trained in. */
  readonly origin: OriginId;
  /** Short name of those who publish it. */
  readonly publisher: string;
  /** Of the publisher's sources; `file`: its text in `assets/licences/weights`. */
  readonly licence: { readonly name: string; readonly file: string };
  readonly bytes: number | null;
  /** Its SHA-256, or the beginning of it where the publisher states no more; null: nothing is stated. */
  readonly sha256: string | null;
  /** Where all of this was found: repository, commit and file. */
  readonly found: readonly string[];
}

/** A model of ImageNet's thousand classes that can be installed. */
export interface PublishedModel extends PublishedFile {
  /** Of the model when it is installed. */
  readonly id: string;
  readonly name: string;
  readonly variant: VariantId;
  /** https. */
  readonly url: string;
  /** Whether those who make Classifold have seen a download from `url` succeed. */
  readonly isDownloadSeen: boolean;
  /** Size as the publisher states it, in units of 2^20 bytes, rounded; null: not stated. */
  readonly mebibytes: number | null;
  /** Top-1 on ImageNet's validation set as published, percent, at `top1At` pixels a side. */
  readonly top1: number;
  readonly top1At: number;
  /** The same network from others, who have no address that can be asked: a person brings the file. */
  readonly otherFiles: readonly (PublishedFile & { readonly file: string })[];
}

const plainName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);
const published = {
  origin: z.enum(ORIGIN_IDS),
  publisher: z.enum(['torchvision', 'timm', ...DIALECT_IDS]),
  licence: z.strictObject({ name: z.string().min(1), file: plainName }),
  bytes: z.int().positive().nullable(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{8,64}$/)
    .nullable(),
  found: z.array(z.string().min(1)).min(1),
};

const listSchema: z.ZodType<{ readonly format: 1; readonly models: readonly PublishedModel[] }> = z.strictObject({
  format: z.literal(1),
  models: z.array(
    z.strictObject({
      id: plainName,
      name: z.string().min(1),
      variant: z.enum(VARIANT_IDS),
      url: z.url({ protocol: /^https$/ }),
      isDownloadSeen: z.boolean(),
      mebibytes: z.number().positive().nullable(),
      top1: z.number().min(0).max(100),
      top1At: z.int().positive(),
      otherFiles: z.array(z.strictObject({ file: plainName, ...published })),
      ...published,
    }),
  ),
});

/** `published-models.json` among the bundled models. Throws where the installation's own list cannot be read. */
export async function readPublishedModels(file: string): Promise<readonly PublishedModel[]> {
  return listSchema.parse(JSON.parse(await readFile(file, 'utf8'))).models;
}

const MEBIBYTE = 2 ** 20;

/** Bytes to come: as stated, else what the network's parameters take. */
export function expectedBytes(model: Pick<PublishedModel, 'variant' | 'bytes' | 'mebibytes' | 'top1At'>): {
  readonly bytes: number;
  readonly isStated: boolean;
} {
  const { bytes, mebibytes } = model;
  if (bytes !== null) return { bytes, isStated: true };
  if (mebibytes !== null) return { bytes: Math.round(mebibytes * MEBIBYTE), isStated: true };
  return { bytes: networkBytes(model), isStated: false };
}

/** No file of this network is larger: values of twice the size, and room for what describes them. */
export function mostBytes(model: Pick<PublishedModel, 'variant' | 'top1At'>): number {
  return 2 * networkBytes(model) + 16 * MEBIBYTE;
}

/** Of a network's parameters as float32; neither padding nor epsilon counts. */
function networkBytes({ variant, top1At }: Pick<PublishedModel, 'variant' | 'top1At'>): number {
  const preprocessing = { shorterSide: top1At, inputSize: top1At, kernel: 'cubic', mean: RGB, std: RGB } as const;
  const network = { variant, preprocessing, classes: 1000, padding: 'same', epsilon: 1e-3 } as const;
  return Float32Array.BYTES_PER_ELEMENT * parameterCount(modelArchitecture(network));
}

const RGB = [127, 127, 127] as const;
