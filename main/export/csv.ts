import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { stringify } from 'csv-stringify';
import type { ExportRow } from '../../shared/export-row.ts';
import { csvHeader, csvRecords } from './csv-records.ts';
import type { CsvLayout, CsvPredictions } from './csv-records.ts';
import { replaceFile } from './replaced-file.ts';
import type { FileFailure } from './replaced-file.ts';

export interface CsvExport {
  /** In the order they are written in. */
  readonly rows: AsyncIterable<ExportRow>;
  /** Absolute path of the file to write or write over. */
  readonly file: string;
  readonly layout: CsvLayout;
  /** Predictions a picture in the wide layout. */
  readonly k: number;
  /** For a spreadsheet: a byte order mark, and delimiter and decimal separator as `locale` has them. */
  readonly excel: boolean;
  /** BCP 47 tag; default: the system's. */
  readonly locale?: string;
  readonly modelName: string;
  readonly classOf: CsvPredictions['classOf'];
  readonly signal?: AbortSignal;
  /** Hears how many records were made so far, after each picture. */
  readonly onRows?: (rows: number) => void;
}

export type CsvExported =
  /** `rows`: records after the header. */
  { readonly ok: true; readonly rows: number } | { readonly ok: false; readonly failure: FileFailure };

/** Rows come by the page, at once: between so many of them, whatever else the program has to do gets its turn. */
const PICTURES_A_TURN = 50;

/**
 * Writes a table as RFC 4180 says (CRLF, quotes where needed, first record the header; columns: docs/csv.md). Streams:
 * memory does not grow with the table. The file appears whole or not at all.
 */
export async function exportCsv(request: CsvExport): Promise<CsvExported> {
  const { file, layout, k, excel, modelName, classOf } = request;
  const decimalSeparator = excel ? decimalSeparatorOf(request.locale) : '.';
  const predictions = { layout, k, modelName, classOf, decimalSeparator };
  let records = 0;
  let pictures = 0;
  async function* table(): AsyncGenerator<readonly unknown[], void, undefined> {
    yield csvHeader(predictions);
    for await (const picture of request.rows) {
      const written = csvRecords(picture, predictions);
      records += written.length;
      yield* written;
      request.onRows?.(records);
      pictures += 1;
      if (pictures % PICTURES_A_TURN === 0) await setImmediate();
    }
  }
  const failure = await replaceFile(
    file,
    async (aside) => {
      const formatter = stringify({
        bom: excel,
        // Spreadsheets expect a semicolon where the comma is taken by decimals.
        delimiter: decimalSeparator === ',' ? ';' : ',',
        record_delimiter: '\r\n',
        // A lone line feed or carriage return needs quotes as well.
        quoted_match: /[\r\n]/u,
        escape_formulas: true,
      });
      const signal = request.signal === undefined ? {} : { signal: request.signal };
      await pipeline(Readable.from(table()), formatter, aside, signal);
    },
    request.signal ?? null,
  );
  return failure === null ? { ok: true, rows: records } : { ok: false, failure };
}

function decimalSeparatorOf(locale: string | undefined): string {
  const parts = new Intl.NumberFormat(locale).formatToParts(0.5);
  return parts.find((part) => part.type === 'decimal')?.value ?? '.';
}
