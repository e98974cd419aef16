import type { TreeNodeData } from '@mantine/core';
import type { FolderView, RootView } from '../../shared/contract/views.ts';
import { queryOfFolder, queryOfVolume } from '../state/query-text.ts';

/** A folder as the tree shows it. `value` is its row id. */
export interface FolderNode extends TreeNodeData {
  readonly folder: FolderView;
  /** The root that it is, or lies in. */
  readonly root: RootView;
  readonly isRoot: boolean;
  /** What tells a root from another of the same name: folders above it, or, where these are the same too, its volume. */
  readonly distinction: string | null;
  /** The query that finds what is in it and below it. */
  readonly query: string;
  readonly children: FolderNode[];
}

/** Which folders of the tree are opened, by `value` of their nodes. */
export type OpenFolders = Readonly<Record<string, boolean>>;

/** Digits by their value: 2 before 10. */
const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** The tree, as far as it is known: `folders` are those below the ones that were opened. */
export function folderNodes(roots: readonly RootView[], folders: readonly FolderView[]): FolderNode[] {
  const below = groupBy(folders, ({ parent }) => parent);
  const ofPath = groupBy(roots, ({ path }) => path);
  const ofName = groupBy(roots, ({ name }) => name);
  const nodeOf = (folder: FolderView, root: RootView, suffix: string): FolderNode => {
    const children = (below.get(folder.folder) ?? []).map((child) => nodeOf(child, root, suffix));
    children.sort((one, other) => byName.compare(one.folder.name, other.folder.name));
    return {
      ...{ label: folder.name, value: String(folder.folder), hasChildren: folder.hasFolders },
      ...{ folder, root, children, isRoot: folder.parent === null },
      distinction: folder.parent === null ? distinctionOf(root, ofName.get(root.name) ?? []) : null,
      query: queryOfFolder(folder.path) + suffix,
    };
  };
  return roots.map((root) => {
    const isAlone = ofPath.get(root.path)?.length === 1;
    return nodeOf(root, root, isAlone || root.volume === '' ? '' : ` ${queryOfVolume(root.volume)}`);
  });
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    groups.set(keyOf(item), group);
    group.push(item);
  }
  return groups;
}

/** @param alike Roots of its name, itself among them. */
function distinctionOf(root: RootView, alike: readonly RootView[]): string | null {
  const namesakes = alike.filter(({ root: id }) => id !== root.root);
  if (namesakes.length === 0) return null;
  if (root.volume !== '' && namesakes.some(({ path }) => path === root.path)) return root.volume;
  const above = segmentsAbove(root);
  const others = namesakes.map(segmentsAbove);
  // As many folders above it as it takes to be like no other.
  let shown = 1;
  while (shown < above.length && others.some((other) => isEndAlike(above, other, shown))) shown += 1;
  return above.slice(-shown).join('/') || '/';
}

function segmentsAbove({ path }: RootView): readonly string[] {
  return path.split(/[\\/]/u).slice(0, -1);
}

function isEndAlike(one: readonly string[], other: readonly string[], length: number): boolean {
  return one.slice(-length).join('/') === other.slice(-length).join('/');
}

/** Pictures of a folder that no run has come to yet. */
export function newIn({ pictures, classified, failed }: FolderView): number {
  return Math.max(0, pictures - classified - failed);
}
