/** File name extensions that make a file a candidate, without the dot, lower case. From there the content decides. */
export const DEFAULT_EXTENSIONS: readonly string[] = [
  'jpg',
  'jpeg',
  'jpe',
  'jfif',
  'png',
  'apng',
  'webp',
  'gif',
  'tif',
  'tiff',
  'avif',
  'avifs',
  'bmp',
  'dib',
  'heic',
  'heif',
];

/** Reads a list such as `jpg, .PNG`: lower case, without dots, each once. Null where it is none. */
export function parseExtensions(text: string): readonly string[] | null {
  const extensions = text.split(',').map((extension) => extension.trim().replace(/^\./, '').toLowerCase());
  return extensions.every((extension) => /^[^\s/\\.]+$/.test(extension)) ? [...new Set(extensions)] : null;
}

/** What a file's first bytes say it is. */
export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff' | 'avif' | 'bmp' | 'heic';

/** Facts about a picture, read while it is decoded. */
export interface PictureFacts {
  /** Pixels after EXIF orientation is applied, of the full picture (not of what was decoded for the network). */
  readonly width: number;
  readonly height: number;
  /** EXIF DateTimeOriginal as `YYYY-MM-DDTHH:MM:SS`, the camera's local time; null where the file has none. */
  readonly takenAt: string | null;
}
