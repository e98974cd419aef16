import { conceptsAbove, type Concept } from './hierarchy.ts';

/** A class or group with what is below it, as a person reads it: plain data. */
export interface ClassTree {
  readonly name: string;
  readonly synset: string;
  /** Null for a group. */
  readonly classIndex: number | null;
  /** How many classes it holds; 1 for a class. */
  readonly classes: number;
  /** By name. Empty for a class. */
  readonly children: readonly ClassTree[];
}

/**
 * The hierarchy below a concept as a tree: what has several parents hangs below the first of them (in WordNet's order)
 * that is itself in the tree, so every class is there exactly once. A group that would hold a single group or class is
 * left out in favour of it, the root excepted: `entity → physical entity → object` says nothing.
 */
export function classTree(root: Concept): ClassTree {
  const inTree = conceptsBelow(root);
  inTree.add(root);

  function treeOf(concept: Concept): ClassTree {
    const children = concept.children
      .filter((child) => child.parents.find((parent) => inTree.has(parent)) === concept)
      .map((child) => skipSingle(treeOf(child)))
      .filter((child) => child.classes > 0)
      .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
    const own = concept.classIndex === null ? 0 : 1;
    const classes = children.reduce((sum, child) => sum + child.classes, own);
    return { name: concept.name, synset: concept.id, classIndex: concept.classIndex, classes, children };
  }
  return treeOf(root);
}

function skipSingle(tree: ClassTree): ClassTree {
  const [only, ...others] = tree.children;
  return tree.classIndex === null && only !== undefined && others.length === 0 ? only : tree;
}

function conceptsBelow(root: Concept): Set<Concept> {
  const below = new Set(root.children);
  // A set yields what is added to it while it is walked.
  for (const { children } of below) for (const child of children) below.add(child);
  return below;
}

/** Those that are not below another of them, so that no tree is printed inside another and again beside it. */
export function topmost(concepts: readonly Concept[]): readonly Concept[] {
  return concepts.filter((concept) => !conceptsAbove(concept).some((above) => concepts.includes(above)));
}
