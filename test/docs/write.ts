import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { efficientnetFigure } from './efficientnet-figure.ts';
import { EFFICIENTNET_TABLES, withTables } from './efficientnet-tables.ts';
import { PERFORMANCE_TABLES, README_TABLES } from './performance-tables.ts';
import { ratesFigure } from './rates-figure.ts';

// `node test/docs/write.ts`: makes the figures and tables of the documents anew, from the code and from kept measurements.

const root = path.join(import.meta.dirname, '..', '..');
const docs = path.join(root, 'docs');
writeFileSync(path.join(docs, 'images', 'efficientnet.svg'), efficientnetFigure());
writeFileSync(path.join(docs, 'images', 'rates.svg'), ratesFigure());
writeTables(path.join(docs, 'efficientnet.md'), EFFICIENTNET_TABLES);
writeTables(path.join(docs, 'performance.md'), PERFORMANCE_TABLES);
writeTables(path.join(root, 'README.md'), README_TABLES);

function writeTables(page: string, tables: Readonly<Record<string, () => string>>): void {
  writeFileSync(page, withTables(readFileSync(page, 'utf8'), tables));
}
