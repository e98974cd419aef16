import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { openCheckpoint } from '../../main/checkpoint/open-checkpoint.ts';
import { recogniseCheckpoint } from '../../main/checkpoint/recognise.ts';
import { buildArchitecture } from '../../main/efficientnet/build-architecture.ts';
import { VARIANTS } from '../../main/efficientnet/variants.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { DIALECT_IDS, type OriginId } from '../../shared/recognition.ts';
import { recognitionTexts } from '../../shared/texts/recognition.ts';
import { checkpointDeviation, withFormulaCheckpoint } from './reference.ts';

/** A file of reference logits of a published package's network, as ../shared/parity/README.md describes them. */
const packageReference = z.object({
  dialect: z.enum(DIALECT_IDS),
  /** Its name there: `tf_efficientnet_b0`. */
  model: z.string(),
  resolution: z.int().positive(),
  classes: z.int().positive(),
  gain: z.number().positive(),
  stateDict: z.array(z.tuple([z.string(), z.array(z.int().positive())])).min(1),
  logits: z.array(z.number()).min(2),
});

type PackageReference = z.infer<typeof packageReference>;

/** Throws, with the reason, where the file is none. */
export function readPackageReference(file: string): PackageReference {
  const parsed = packageReference.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(`no file of reference logits: ${z.prettifyError(parsed.error)}`);
}

/**
 * How far this program is from the package's logits, on the scale of `checkpointDeviation`. Variant and classes are
 * recognised from the checkpoint; padding and epsilon are those of the origin that the model's name tells. Throws
 * where a checkpoint is refused.
 */
export async function packageDeviation(reference: PackageReference, engine: Engine): Promise<number> {
  const { dialect, model, resolution } = reference;
  return withFormulaCheckpoint(reference, dialect, async (file) => {
    const opened = await openCheckpoint(file);
    if (!opened.ok) throw new Error(`${opened.fault.tensor ?? 'the checkpoint'} ${opened.fault.reason}`);
    const { entries, close } = opened.file;
    await close();
    const recognised = recogniseCheckpoint(entries, originOfModel(dialect, model));
    if (!recognised.ok) throw new Error(`the checkpoint ${recognitionTexts.fault(recognised.fault)}`);
    const { variant, classes } = recognised.network;
    const { padding, epsilon } = recognised.conventions;
    const architecture = buildArchitecture({ ...VARIANTS[variant], classes, padding, epsilon, resolution });
    return checkpointDeviation({ file, dialect: recognised.network.dialect, architecture, reference, engine });
  });
}

function originOfModel(dialect: PackageReference['dialect'], model: string): OriginId {
  return dialect === 'timm' && model.startsWith('tf_') ? 'timm-tf' : dialect;
}
