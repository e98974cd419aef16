import { bytesOfPath, displayPath, joinPath } from '../../shared/file-path.ts';
import type { ExportRow } from '../../shared/export-row.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { ClassScore, Review } from '../../shared/prediction.ts';

/** `wide`: a record a picture, with its best k predictions side by side. `long`: a record a prediction. */
export type CsvLayout = 'wide' | 'long';

/** How predictions are written. */
export interface CsvPredictions {
  readonly layout: CsvLayout;
  /** Predictions of each picture in the wide layout; the long one has all. */
  readonly k: number;
  readonly modelName: string;
  readonly classOf: (index: number) => { readonly label: string; readonly synset: string };
  readonly decimalSeparator: string;
}

type CsvRecord = readonly (string | number | null)[];

const PICTURE_COLUMNS = [
  ...['root', 'relative_path', 'taken_at', 'width', 'height', 'bytes', 'digest'],
  ...['status', 'failure', 'failure_detail', 'model'],
];
const LAST_COLUMNS = ['tags', 'path_bytes', 'review', 'corrected_class', 'corrected_synset'];

/** The first record: the columns of docs/csv.md, version 1. */
export function csvHeader({ layout, k }: CsvPredictions): CsvRecord {
  const predictions =
    layout === 'long'
      ? ['rank', 'class', 'synset', 'score']
      : Array.from({ length: k }, (_, at) => ['class', 'synset', 'score'].map((name) => `${name}_${at + 1}`)).flat();
  return [...PICTURE_COLUMNS, ...predictions, ...LAST_COLUMNS];
}

/** The records of one picture. In the long layout one without predictions has one record with these cells empty. */
export function csvRecords(picture: ExportRow, predictions: CsvPredictions): readonly CsvRecord[] {
  const { rootPath, path, takenAt, width, height, size, digest, status, failure, scores } = picture;
  const head = [
    ...[displayPath(rootPath), displayPath(path), takenAt, width, height, size, digest],
    ...[status, failure?.kind ?? null, failure?.detail ?? null, predictions.modelName],
  ];
  const tail = [
    picture.tags.map(escapeTag).join(';'),
    pathBytes(rootPath, path),
    ...reviewCells(picture.review, predictions),
  ];
  const cells = (prediction: ClassScore | undefined): CsvRecord => {
    if (prediction === undefined) return [null, null, null];
    const { label, synset } = predictions.classOf(prediction.index);
    return [label, synset, prediction.score.toFixed(6).replace('.', predictions.decimalSeparator)];
  };
  if (predictions.layout === 'wide') {
    return [[...head, ...Array.from({ length: predictions.k }, (_, at) => cells(scores[at])).flat(), ...tail]];
  }
  if (scores.length === 0) return [[...head, null, ...cells(undefined), ...tail]];
  return scores.map((prediction, at) => [...head, at + 1, ...cells(prediction), ...tail]);
}

function reviewCells(review: Review | null, { classOf }: CsvPredictions): CsvRecord {
  if (review === null) return [null, null, null];
  const right = review.corrected === null ? null : classOf(review.corrected);
  return [review.verdict, right?.label ?? null, right?.synset ?? null];
}

/** Tags share a cell, separated by semicolons: one inside a tag, or a backslash, has a backslash before it. */
function escapeTag(tag: string): string {
  return tag.replace(/[\\;]/gu, (character) => `\\${character}`);
}

/** Base64 of the whole path where the cells before cannot show it: it is not UTF-8, or was kept from being a formula. */
function pathBytes(rootPath: FilePath, path: FilePath): string | null {
  const isShown = [rootPath, path].every((part) => typeof part === 'string' && !FORMULA.test(part));
  return isShown ? null : Buffer.from(bytesOfPath(joinPath(rootPath, path))).toString('base64');
}

/** The beginnings that csv-stringify's `escape_formulas` puts an apostrophe before; full-width forms among them. */
const FORMULA = /^[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/u;
