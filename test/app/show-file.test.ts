import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { showFile } from '../../main/app/show-file.ts';
import { applicationTexts } from '../../shared/texts/application.ts';

it('a file that is gone is told of; the file manager would say nothing', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'shown-'));
  const file = path.join(folder, 'pictures.csv');
  const shown: string[] = [];
  const show = (): unknown => showFile(file, (one) => shown.push(one));
  writeFileSync(file, '');
  expect(show()).toEqual({ ok: true, value: null });
  if (process.platform === 'linux') {
    // A name in Latin-1, which is no text.
    const named = Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.of(0xe9)]);
    writeFileSync(named, '');
    expect(showFile(named, () => undefined)).toEqual({ ok: true, value: null });
  }
  rmSync(folder, { recursive: true });
  expect(show()).toEqual({ ok: false, message: applicationTexts.notThere(file, 'ENOENT') });
  expect(shown).toEqual([file]);
});
