import readExif from 'exif-reader';

/**
 * More than any camera writes (in a JPEG the segment's 64 KiB are the limit); a crafted block that makes the reader
 * walk the same megabytes thousands of times is not read.
 */
const MOST_EXIF_BYTES = 64 * 1024;

/**
 * When the picture was taken: EXIF DateTimeOriginal as `YYYY-MM-DDTHH:MM:SS`, the camera's local time (EXIF keeps no
 * zone there). Null where there is no EXIF, no such date, one that no calendar has, or EXIF that cannot be parsed: a
 * picture is worth classifying without its date.
 *
 * @param exif what `sharp(...).metadata()` gives: the TIFF structure, with or without `Exif\0\0` before it
 */
export function exifTakenAt(exif: Buffer | undefined): string | null {
  if (exif === undefined || exif.length > MOST_EXIF_BYTES) return null;
  let taken: unknown;
  try {
    taken = readExif(exif).Photo?.DateTimeOriginal;
  } catch {
    return null;
  }
  if (!(taken instanceof Date) || Number.isNaN(taken.getTime())) return null;
  // exif-reader reads the camera's local time as if it were UTC: written as UTC it is the camera's time again.
  const local = taken.toISOString().slice(0, 19);
  // It also turns 0000:00:00 and a 13th month into some other date, one that the block does not spell.
  const spelled = `${local.slice(0, 10).replaceAll('-', ':')} ${local.slice(11)}`;
  return exif.includes(spelled) ? local : null;
}
