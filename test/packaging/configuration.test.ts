import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { APPLICATION_ID } from '../../main/app/application-id.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const configuration = readFileSync(path.join(root, 'electron-builder.yml'), 'utf8');

describe('electron-builder.yml', () => {
  it('gives installed applications the identifier that the running one says', () => {
    expect(configuration).toContain(`\nappId: ${APPLICATION_ID}\n`);
  });

  it('names only files and packages that are there, but for those of one platform', () => {
    const named = [...configuration.matchAll(/^ +(?:- from|include|icon): (\S+)$/gm)].map(([, name]) => name ?? '');
    const here = named.filter((name) => !name.includes('$'));
    expect(here).toContain('node_modules/better-sqlite3');
    expect(here).toContain('main/packaging/folders.nsh');
    expect(here.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
  });
});
