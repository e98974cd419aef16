import { parseExtensions } from '../../shared/picture.ts';
import { MAX_TOP_K } from '../../shared/prediction.ts';
import { DEFAULT_CATALOG_SETTINGS, type CatalogSettings } from '../../shared/settings.ts';
import type { CatalogReader, CatalogWriter } from '../catalog/catalog.ts';

// Settings as they are kept in the catalog: a text a key, as a person would write it on the command line.

/** The key of the model in use: the id of the one that a person chose, or of the first that ran here. */
export const MODEL_SETTING = 'model';

const KEYS = { k: 'top', extensions: 'extensions', threshold: 'threshold' } as const satisfies Record<
  keyof CatalogSettings,
  string
>;

/** What is set in a catalog. A value that no Classifold would have written there counts as not set. */
export async function readCatalogSettings(reader: CatalogReader): Promise<CatalogSettings> {
  return catalogSettingsOf(await reader.settings());
}

/** @param stored the catalog's settings, by key */
export function catalogSettingsOf(stored: ReadonlyMap<string, string>): CatalogSettings {
  const defaults = DEFAULT_CATALOG_SETTINGS;
  const k = Number(stored.get(KEYS.k));
  const threshold = Number.parseFloat(stored.get(KEYS.threshold) ?? '');
  return {
    k: Number.isInteger(k) && k >= 1 && k <= MAX_TOP_K ? k : defaults.k,
    extensions: parseExtensions(stored.get(KEYS.extensions) ?? '') ?? defaults.extensions,
    threshold: threshold >= 0 && threshold <= 1 ? threshold : defaults.threshold,
  };
}

/** Keeps what is given and leaves the rest. What is as it would be anyway is not kept, and follows later defaults. */
export async function writeCatalogSettings(writer: CatalogWriter, change: Partial<CatalogSettings>): Promise<void> {
  const { k, extensions, threshold } = change;
  const defaults = DEFAULT_CATALOG_SETTINGS;
  if (k !== undefined) await writer.setSetting(KEYS.k, k === defaults.k ? null : String(k));
  if (extensions !== undefined) {
    const text = extensions.join(',');
    await writer.setSetting(KEYS.extensions, text === defaults.extensions.join(',') ? null : text);
  }
  if (threshold !== undefined) await writer.setSetting(KEYS.threshold, threshold === null ? null : String(threshold));
}
