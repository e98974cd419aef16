import type { Rendering } from '../thumbnail/protocol.ts';

/**
 * `picture://thumbnail/12/1767222000000` and `picture://original/12/1767222000000`: pictures of the catalog, by row id, and
 * nothing else. The last part is the page's own, and says nothing here.
 */
export const PICTURE_SCHEME = 'picture';

export interface PictureWish {
  readonly rendering: Rendering;
  readonly picture: number;
}

const URL_FORM = /^picture:\/\/(thumbnail|original)\/([1-9]\d{0,14})\/\d{1,15}$/;

/** What such a URL asks for; null where it asks for nothing. */
export function readPictureUrl(url: string): PictureWish | null {
  const [, kind, picture] = URL_FORM.exec(url) ?? [];
  if (kind === undefined || picture === undefined) return null;
  return { rendering: kind === 'thumbnail' ? 'thumbnail' : 'view', picture: Number(picture) };
}

const TEST_PICTURE_URL = /^picture:\/\/test\/[1-9]\d{0,14}\/?$/;

/** The picture that a model was tried on, of so many such trials: each has its own address, which nothing is kept for. */
export function testPictureUrl(trial: number): string {
  return `${PICTURE_SCHEME}://test/${trial}`;
}

export function isTestPictureUrl(url: string): boolean {
  return TEST_PICTURE_URL.test(url);
}
