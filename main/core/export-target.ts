import path from 'node:path';
import { DEFAULT_EXTENSIONS } from '../../shared/picture.ts';
import { exportTexts as texts } from '../../shared/texts/export.ts';

/**
 * Why a table or a drawing is not written to `file`, for a person; null where nothing speaks against it. Pictures are never
 * written over, whatever a person confirms, and neither is the catalog, nor what SQLite keeps beside it under its name.
 */
export function refusedTarget(file: string, catalog: string, what: 'table' | 'drawing' = 'table'): string | null {
  const target = path.resolve(file);
  if (target.startsWith(path.resolve(catalog))) return texts.overCatalog(target, what);
  const extension = path.extname(target).slice(1).toLowerCase();
  return DEFAULT_EXTENSIONS.includes(extension) ? texts.overPicture(target, what) : null;
}
