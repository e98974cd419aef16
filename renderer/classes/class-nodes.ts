import type { TreeNodeData } from '@mantine/core';
import type { ClassView } from '../../shared/contract/views.ts';

/** A class or a group as the tree shows it. `value` is its place in the tree: a group may stand below two others. */
export interface ClassNode extends TreeNodeData {
  readonly name: string;
  /** Distinct classes in it. */
  readonly classes: number;
  /** Pictures that its name finds. */
  readonly pictures: number;
  readonly children: ClassNode[];
}

/** The class tree for the component that shows it, with the pictures of each name. */
export function classNodes(views: readonly ClassView[], pictures: ReadonlyMap<string, number>): readonly ClassNode[] {
  return views.map((view, at) => nodeOf(view, String(at), pictures).node);
}

/** The tree without what no picture shows. */
export function onlyFound(nodes: readonly ClassNode[]): readonly ClassNode[] {
  return nodes.flatMap((node) => {
    const children = [...onlyFound(node.children)];
    return node.pictures > 0 || children.length > 0 ? [{ ...node, children }] : [];
  });
}

/** What is open at first: the groups of more than a fifth of all classes, so that the first view names what there is. */
export function openAtFirst(nodes: readonly ClassNode[]): Readonly<Record<string, boolean>> {
  const all = nodes.reduce((sum, node) => sum + node.classes, 0);
  const open: Record<string, boolean> = {};
  const visit = (node: ClassNode) => {
    if (node.classes * 5 <= all) return;
    open[node.value] = true;
    node.children.forEach(visit);
  };
  nodes.forEach(visit);
  return open;
}

function nodeOf(
  view: ClassView,
  value: string,
  pictures: ReadonlyMap<string, number>,
): { readonly node: ClassNode; readonly indexes: ReadonlySet<number> } {
  const below = view.below.map((child, at) => nodeOf(child, `${value}.${at}`, pictures));
  const indexes = new Set(below.flatMap((child) => [...child.indexes]));
  if (view.index !== null) indexes.add(view.index);
  const children = below.map((child) => child.node);
  const found = pictures.get(view.name) ?? 0;
  const node = { label: view.name, value, name: view.name, classes: indexes.size, pictures: found, children };
  return { node, indexes };
}
