import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { LabelSource } from '../../shared/model-import.ts';
import { labelFaultTexts as texts } from '../../shared/texts/label-faults.ts';
import type { LabelData } from '../taxonomy/label-data.ts';
import { parseLabels } from '../taxonomy/label-file.ts';
import { numberedLabels, ownLabels, type OwnLabels } from '../taxonomy/own-labels.ts';
import { BUNDLED_LABEL_SET, readLabelData } from '../taxonomy/taxonomy.ts';
import { fileFault, type ModelProblem } from './problem.ts';

/** How the classes of an imported model are called. */
export interface ImportedLabels {
  readonly labelSet: string;
  /** To be kept in the model's folder; null: the label set comes with the application. */
  readonly data: LabelData | null;
  readonly source: LabelSource;
}

export type ReadLabels =
  { readonly ok: true; readonly labels: ImportedLabels } | { readonly ok: false; readonly problem: ModelProblem };

const IMAGENET_CLASSES = 1000;
const MAX_LABELS_BYTES = 64e6;

/**
 * The labels in `file` (`parseLabels` says what is read), as many as the model has classes. Where there is no file,
 * ImageNet's for as many classes, else numbers. Throws where the installation's own data cannot be read.
 */
export async function readImportLabels(file: string | null, classes: number, taxonomyDir: string): Promise<ReadLabels> {
  if (file === null && classes === IMAGENET_CLASSES) {
    return { ok: true, labels: { labelSet: BUNDLED_LABEL_SET, data: null, source: { kind: 'imagenet' } } };
  }
  const wordnet = await readLabelData(path.join(taxonomyDir, `${BUNDLED_LABEL_SET}.json`));
  if (file === null) {
    return { ok: true, labels: labelsOf(ownLabels(numberedLabels(classes), wordnet), { kind: 'numbered', classes }) };
  }
  const text = await readText(file);
  if (!text.ok) return failed(file, text.reason);
  const parsed = parseLabels(file, text.value);
  if (!parsed.ok) return failed(file, parsed.reason);
  if (parsed.labels.length !== classes) {
    return failed(file, texts.otherCount(parsed.labels.length, classes));
  }
  const own = ownLabels(parsed.labels, wordnet);
  const { inHierarchy, repeated, unknownSynsets } = own;
  return { ok: true, labels: labelsOf(own, { kind: 'given', classes, inHierarchy, repeated, unknownSynsets }) };
}

function labelsOf({ data }: OwnLabels, source: LabelSource): ImportedLabels {
  return { labelSet: data.id, data, source };
}

function failed(file: string, reason: string): ReadLabels {
  return { ok: false, problem: { kind: 'unusable-labels', file, reason } };
}

type Text = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly reason: string };

async function readText(file: string): Promise<Text> {
  try {
    const found = await stat(file);
    if (!found.isFile()) return { ok: false, reason: texts.notRegular };
    if (found.size > MAX_LABELS_BYTES) return { ok: false, reason: texts.fileTooLarge };
    const bytes = await readFile(file);
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return { ok: false, reason: texts.notUtf8 };
    return { ok: false, reason: fileFault(error) };
  }
}
