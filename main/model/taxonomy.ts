// What a model can see, for those who know models and not the room below: a model's labels are part of it.
export type { ClassTree } from '../taxonomy/class-tree.ts';
export type { ClassName } from '../taxonomy/name-index.ts';
export { readTaxonomy, type Taxonomy } from '../taxonomy/taxonomy.ts';
