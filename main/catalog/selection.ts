/** Pictures that a query finds, as SQL: how searching and tagging meet. */
export interface PictureSelection {
  /** A SELECT whose one column, `picture`, names each picture once. */
  readonly sql: string;
  /** What its `?` stand for, in order. */
  readonly parameters: readonly unknown[];
}
