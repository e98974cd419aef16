/**
 * Of this page and no other: the page keeps pictures by their addresses, and another catalog, which is shown by another page,
 * has other pictures in rows of the same numbers.
 */
const PAGE = Math.floor(performance.timeOrigin);

/** Where the application serves a picture of the catalog, small or as it is. */
export function pictureAddress(kind: 'thumbnail' | 'original', picture: number): string {
  return `picture://${kind}/${picture}/${PAGE}`;
}
