import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { labelFaultTexts as texts } from '../../shared/texts/label-faults.ts';
import { thrownMessage } from '../../shared/thrown.ts';

/** What a person calls a class of their own model. */
export interface GivenLabel {
  readonly label: string;
  /** WordNet's id of it, `n02084071`; null where none was given. */
  readonly synset: string | null;
}

export type ParsedLabels =
  /** By class index; labels are not empty, and no two classes have one synset. */
  | { readonly ok: true; readonly labels: readonly GivenLabel[] }
  /** One clause that follows the file's name. */
  | { readonly ok: false; readonly reason: string };

/** Labels with the class that each one is of, where the file says so. */
interface Numbered {
  readonly index: number | null;
  readonly label: string;
  readonly synset: string | null;
}

const SYNSET = /^n\d{8}$/;
const MAX_LABEL_LENGTH = 200;
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/**
 * Reads a file of labels by what its name ends in: `.json`, `.csv`, or anything else as text with a label a line, in
 * the order of the classes.
 *
 * - CSV, by comma, semicolon or tabulator, with or without a line of headings: `[index,] label [, synset]`.
 * - JSON: a list of labels or of objects `{ label, synset }`; an object from index to either or to Keras's
 *   `[synset, label]`; or an object from label to index, as torchvision's `class_to_idx`.
 */
export function parseLabels(fileName: string, text: string): ParsedLabels {
  const content = text.replace(/^\u{feff}/u, '');
  const numbered = readFormat(fileName.toLowerCase(), content);
  return typeof numbered === 'string' ? refused(numbered) : checkLabels(numbered);
}

function refused(reason: string): ParsedLabels {
  return { ok: false, reason };
}

/** The labels as they stand there; a clause where the format is broken. */
function readFormat(fileName: string, text: string): readonly Numbered[] | string {
  if (fileName.endsWith('.json')) return readJson(text);
  if (fileName.endsWith('.csv') || fileName.endsWith('.tsv')) return readCsv(text);
  const lines = text.replace(/(?:\r?\n)+$/, '').split(/\r?\n/);
  return lines.map((line) => ({ index: null, label: line, synset: null }));
}

const label = z.string();
const labelObject = z.object({ label, synset: z.string().nullish() });
const labelValue = z.union([
  label.transform((text) => ({ label: text, synset: null })),
  labelObject.transform((value) => ({ label: value.label, synset: value.synset ?? null })),
  z.tuple([z.string().regex(SYNSET), label]).transform(([synset, text]) => ({ label: text, synset })),
]);
const labelsByIndex = z.record(z.string().regex(/^\d{1,7}$/), labelValue);
const indexesByLabel = z.record(z.string(), z.int().min(0));

function readJson(text: string): readonly Numbered[] | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return texts.notJson(thrownMessage(error));
  }
  const list = z.array(labelValue).safeParse(value);
  if (list.success) return list.data.map((one) => ({ index: null, ...one }));
  const byIndex = labelsByIndex.safeParse(value);
  if (byIndex.success) return Object.entries(byIndex.data).map(([index, one]) => ({ index: Number(index), ...one }));
  const byLabel = indexesByLabel.safeParse(value);
  if (byLabel.success)
    return Object.entries(byLabel.data).map(([name, index]) => ({ index, label: name, synset: null }));
  return texts.noLabels;
}

/** What the columns are called in files that people have. */
const INDEX_HEADINGS = ['index', 'class', 'class_index', 'class_id', 'class id', 'idx', 'id'];
const LABEL_HEADINGS = ['label', 'name', 'class_name', 'class name', 'labels'];
const SYNSET_HEADINGS = ['synset', 'synset_id', 'wnid', 'wordnet', 'wordnet_id'];

interface Columns {
  readonly index: number;
  readonly label: number;
  readonly synset: number;
}

function readCsv(text: string): readonly Numbered[] | string {
  let rows: readonly (readonly string[])[];
  try {
    const delimiter = [',', ';', '\t'];
    rows = parse(text, { delimiter, relax_column_count: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    return texts.notCsv(thrownMessage(error));
  }
  const [first] = rows;
  if (first === undefined) return texts.empty;
  const named = columnsByHeading(first);
  const body = named === null ? rows : rows.slice(1);
  const columns = named ?? columnsByContent(body);
  const numbered: Numbered[] = [];
  for (const [place, row] of body.entries()) {
    const index = columns.index === -1 ? null : (row[columns.index] ?? '');
    if (index !== null && !/^\d{1,7}$/.test(index)) {
      return texts.badIndex(JSON.stringify(index), ordinal(place));
    }
    const synset = row[columns.synset] ?? '';
    const name = row[columns.label] ?? '';
    numbered.push({ index: index === null ? null : Number(index), label: name, synset: synset === '' ? null : synset });
  }
  return numbered;
}

/** Null where the first row is none of headings. */
function columnsByHeading(row: readonly string[]): Columns | null {
  const headings = row.map((heading) => heading.toLowerCase());
  const find = (names: readonly string[]) => headings.findIndex((heading) => names.includes(heading));
  const [index, synset] = [find(INDEX_HEADINGS), find(SYNSET_HEADINGS)];
  // `class` over names, with no other column for them, is the label.
  const named = find(LABEL_HEADINGS);
  if (named !== -1) return { index, label: named, synset };
  return headings[index] === 'class' ? { index: -1, label: index, synset } : null;
}

function columnsByContent(rows: readonly (readonly string[])[]): Columns {
  const isIndexed = rows.every((row) => row.length > 1 && /^\d{1,7}$/.test(row[0] ?? ''));
  const label = isIndexed ? 1 : 0;
  return { index: isIndexed ? 0 : -1, label, synset: label + 1 };
}

/** Puts labels in the order of their classes, and looks at each. */
function checkLabels(numbered: readonly Numbered[]): ParsedLabels {
  const labels = new Array<GivenLabel | undefined>(numbered.length).fill(undefined);
  for (const [place, { index, label: given, synset }] of numbered.entries()) {
    const at = index ?? place;
    const name = given.trim();
    if (name === '') return refused(texts.noLabel(at));
    if (name.length > MAX_LABEL_LENGTH) return refused(texts.tooLongLabel(MAX_LABEL_LENGTH, at));
    if (UNPRINTABLE.test(name)) return refused(texts.unprintableLabel(at));
    if (synset !== null && !SYNSET.test(synset)) {
      return refused(texts.badSynset(JSON.stringify(synset), at));
    }
    if (at >= labels.length) {
      return refused(texts.indexTooHigh(at, labels.length));
    }
    if (labels[at] !== undefined) return refused(texts.namedTwice(at));
    labels[at] = { label: name, synset };
  }
  // As many as there are places, and no place twice: none is left out.
  const complete = labels.filter((one) => one !== undefined);
  const twice = duplicate(complete.flatMap(({ synset }) => synset ?? []));
  return twice === null ? { ok: true, labels: complete } : refused(texts.sameSynset(twice));
}

function duplicate(values: readonly string[]): string | null {
  return values.find((value, index) => values.indexOf(value) !== index) ?? null;
}

function ordinal(place: number): string {
  return `${place + 1}.`;
}
