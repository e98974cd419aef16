import type { PictureTile } from '../../shared/contract/views.ts';

/** A picture of a list, by its row. */
export function tile(picture: number): PictureTile {
  return {
    picture,
    name: `${picture}.jpg`,
    path: `/pictures/${picture}.jpg`,
    prediction: { index: 1, label: 'goldfish', score: 1 / picture },
    tags: [],
    review: null,
    older: null,
  };
}
