import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openCatalog } from '../../main/catalog/open.ts';
import type { Model } from '../../main/model/model-folder.ts';
import { lookUpNamedPath } from '../../main/run/named-path.ts';
import type { Classification, ScannedFile } from '../../shared/run.ts';

const FILES_A_FOLDER = 500;
const CHUNK = 500;
const K = 5;

/** Files of a hundred bytes each, all different, named like photos: a scan never opens them. Paths are relative to `folder`. */
export function makeFiles(folder: string, files: number): readonly string[] {
  return Array.from({ length: files }, (_, at) => {
    const below = `event ${Math.floor(at / FILES_A_FOLDER)}`;
    if (at % FILES_A_FOLDER === 0) mkdirSync(path.join(folder, below), { recursive: true });
    const file = `${below}/IMG_${String(at).padStart(6, '0')}.jpg`;
    writeFileSync(path.join(folder, file), contentOf(at));
    return file;
  });
}

/**
 * Writes the catalog that a run over these files would leave, through the catalog's own writing functions, without the
 * reading, decoding and computing: the scores are made up, rows and indexes are not.
 */
export async function fillCatalog(
  catalog: string,
  folder: string,
  files: readonly string[],
  model: Model,
): Promise<void> {
  const opened = await openCatalog(catalog, { mode: 'write' });
  if (!opened.ok) throw new Error(opened.failure.message);
  const writer = opened.catalog;
  const { digest, manifest } = model;
  const { id: name, variant, classes, labelSet } = manifest;
  const request = { model: await writer.registerModel({ digest, name, variant, classes, labelSet }), k: K };
  const looked = await lookUpNamedPath(folder, '/');
  if (!looked.ok) throw new Error(looked.code);
  const [scope] = await writer.placeScopes([looked.named]);
  await writer.beginScan();
  for (let start = 0; start < files.length; start += CHUNK) {
    const scanned = files.slice(start, start + CHUNK).map((file): ScannedFile => {
      const { size, mtimeNs } = lstatSync(path.join(folder, file), { bigint: true });
      return { path: file, size: Number(size), mtimeNs };
    });
    const entered = await writer.enterFiles(scope!.root, scanned, request);
    for (const [at, { picture }] of entered.entries()) {
      const { size, mtimeNs } = scanned[at]!;
      const content = createHash('sha256')
        .update(contentOf(start + at))
        .digest('hex');
      await writer.settleContent(picture, { digest: content, size, mtimeNs }, request);
    }
    await writer.recordResults(
      entered.map(({ picture }, at) => ({ kind: 'classified', picture, classification: madeUp(start + at, classes) })),
      request,
    );
  }
  await writer.sweep([{ scope: scope!, unlisted: [] }]);
  await writer.close();
}

function contentOf(at: number): string {
  return String(at).padStart(100, '0');
}

function madeUp(at: number, classes: number): Classification {
  return {
    facts: { width: 4000, height: 3000, takenAt: null },
    format: 'jpeg',
    warning: null,
    scores: Array.from({ length: K }, (_, rank) => {
      return { index: (at + rank * 7) % classes, score: Math.fround(0.5 / (rank + 1)) };
    }),
  };
}
