import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { efficientnetFigure } from './efficientnet-figure.ts';
import { EFFICIENTNET_TABLES, withTables } from './efficientnet-tables.ts';

// `node test/docs/write.ts`: makes the figure and the tables of docs/efficientnet.md anew from the code.

const docs = path.join(import.meta.dirname, '..', '..', 'docs');
const page = path.join(docs, 'efficientnet.md');
writeFileSync(path.join(docs, 'images', 'efficientnet.svg'), efficientnetFigure());
writeFileSync(page, withTables(readFileSync(page, 'utf8'), EFFICIENTNET_TABLES));
