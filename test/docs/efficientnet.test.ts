import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { efficientnetFigure } from './efficientnet-figure.ts';
import { EFFICIENTNET_TABLES, withTables } from './efficientnet-tables.ts';

const docs = path.join(import.meta.dirname, '..', '..', 'docs');

// Where one of these fails after a change that was meant: `node test/docs/write.ts`.
describe('docs/efficientnet.md', () => {
  it('has the tables that the code makes', () => {
    const page = readFileSync(path.join(docs, 'efficientnet.md'), 'utf8');
    expect(page).toBe(withTables(page, EFFICIENTNET_TABLES));
  });

  it('has the figure that the code makes', () => {
    expect(readFileSync(path.join(docs, 'images', 'efficientnet.svg'), 'utf8')).toBe(efficientnetFigure());
  });
});
