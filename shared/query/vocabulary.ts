/** What the grammar asks a model's taxonomy while it reads words. */
export interface ClassVocabulary {
  /**
   * Class indices (ascending) below a whole name: a lemma or synonym of a class or of any group above classes, in
   * any case, singular or plural, all senses together. Null where no class has that name.
   */
  classesNamed(name: string): readonly number[] | null;
  /** Words of the longest name there is, so that the longest run of adjacent words can be tried first. */
  readonly longestName: number;
}
