import { displayPath } from '../../shared/file-path.ts';
import type { CatalogReader, CatalogWriter } from '../catalog/catalog.ts';
import type { KnownPlace, RootDescription } from '../catalog/reader-answers.ts';
import { lookUpNamedPath, type Named } from '../run/named-path.ts';
import { placeLookedUp, type Placement } from './placing.ts';
import { lookAtRoot } from './root-presence.ts';

/**
 * Places what the catalog knows, for a run over it again. A single file that cannot be found is looked for all the same
 * where its folder is there, so that the run finds it gone; where the folder is not, its root goes offline.
 */
export async function placeKnown(
  places: readonly KnownPlace[],
  reader: CatalogReader,
  writer: CatalogWriter,
): Promise<Placement> {
  const known = await reader.roots(null);
  const roots = new Map<number, { readonly root: RootDescription; readonly isThere: boolean | null }>();
  const rootOf = async (id: number) => {
    const root = known.find((one) => one.root === id);
    if (root === undefined || roots.has(id)) return roots.get(id);
    const found = { root, isThere: await lookAtRoot(root, known) };
    roots.set(id, found);
    return found;
  };
  const looked: Named[] = [];
  for (const { root, path, kind } of places) {
    const named = await lookUpNamedPath(path, '/');
    const of = named.ok || kind === 'folder' ? undefined : await rootOf(root);
    if (of === undefined || of.isThere === null) looked.push(named);
    else if (of.isThere) looked.push({ ok: true, named: { path, kind, volume: of.root.volume } });
  }
  const gone = [...roots.values()].filter(({ isThere }) => isThere === false);
  for (const { root } of gone) await writer.setRootState(root.root, 'offline');
  const placement = await placeLookedUp(looked, known, writer);
  return { ...placement, offline: [...gone.map(({ root }) => displayPath(root.path)), ...placement.offline] };
}
