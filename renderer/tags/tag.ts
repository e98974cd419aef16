/** A tag, and how many pictures carry it. */
export interface Tag {
  readonly name: string;
  readonly pictures: number;
}
