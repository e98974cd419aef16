import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const folder = join(import.meta.dirname, '../../../shared/photos');

/** Whether the 200 pictures lie beside this checkout; ImageNet's terms keep them out of it. */
export const hasReferencePhotos = existsSync(join(folder, 'reference.json'));

const referenceSchema = z.object({
  rows: z.array(
    z.object({ file: z.string(), truth: z.number(), top5: z.array(z.tuple([z.number(), z.number()])).length(5) }),
  ),
});

/** One picture, with what the reference implementation (PyTorch, Pillow) makes of it. */
export interface ReferencePhoto {
  readonly path: string;
  /** Its class in ImageNet. */
  readonly truth: number;
  /** The reference's five best classes and their scores, best first. */
  readonly top5: readonly (readonly [index: number, score: number])[];
}

export function referencePhotos(): readonly ReferencePhoto[] {
  const { rows } = referenceSchema.parse(JSON.parse(readFileSync(join(folder, 'reference.json'), 'utf8')));
  return rows.map(({ file, truth, top5 }) => ({ path: join(folder, file), truth, top5 }));
}
