import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compileCandidates } from '../../main/run/candidates.ts';
import { previewScopes } from '../../main/run/preview.ts';
import type { ScanScope } from '../../main/run/ports.ts';

const candidates = compileCandidates({ extensions: ['jpg'], ignore: [] }, () => Promise.resolve(false));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'classifold-preview-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function scopeOf(rootPath: string): ScanScope {
  return { root: -1, rootPath, part: { kind: 'folder', prefix: '' } };
}

describe('a preview', () => {
  it('counts files that are no candidates, and names folders that cannot be looked into', async () => {
    writeFileSync(path.join(folder, 'one.jpg'), 'four');
    writeFileSync(path.join(folder, 'notes.txt'), 'no picture');
    writeFileSync(path.join(folder, 'README'), 'no picture');
    const gone = path.join(folder, 'gone');
    const totals = await previewScopes(
      [scopeOf(folder), scopeOf(gone)],
      candidates,
      () => Promise.resolve(0),
      new AbortController().signal,
    );
    expect(totals).toEqual({ pictures: 1, bytes: 4, known: 0, skipped: 2, unlisted: [gone] });
  });
});
