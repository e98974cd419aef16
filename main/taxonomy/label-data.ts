import { z } from 'zod';

/**
 * A label set as it is stored (`assets/taxonomy/ID.json`): what the classes of a model are called, and the groups
 * above them. Synsets form a directed acyclic graph: one may have several parents.
 */
export interface LabelData {
  readonly format: 1;
  readonly id: string;
  readonly source: string;
  /** By class index. */
  readonly classes: readonly { readonly synset: string; readonly label: string; readonly gloss: string }[];
  /** Every class's synset and every one above it: id, lemmas (the first names it), parents. */
  readonly synsets: readonly (readonly [id: string, lemmas: readonly string[], parents: readonly string[]])[];
  /** Irregular plurals of words in these names → their singulars. */
  readonly pluralExceptions: readonly (readonly [plural: string, singulars: readonly string[]])[];
}

const strings = z.array(z.string().min(1));

const labelDataSchema: z.ZodType<LabelData> = z.strictObject({
  format: z.literal(1),
  id: z.string(),
  source: z.string(),
  classes: z.array(z.strictObject({ synset: z.string(), label: z.string().min(1), gloss: z.string() })).min(1),
  synsets: z.array(z.tuple([z.string(), strings.min(1), strings])),
  pluralExceptions: z.array(z.tuple([z.string(), strings])),
});

/** Checks what was read from a label file; throws a `z.ZodError` naming each field at fault. */
export function parseLabelData(value: unknown): LabelData {
  return labelDataSchema.parse(value);
}
