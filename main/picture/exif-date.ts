import readExif from 'exif-reader';

/**
 * When the picture was taken: EXIF DateTimeOriginal as `YYYY-MM-DDTHH:MM:SS`, the camera's local time (EXIF keeps no
 * zone there). Null where there is no EXIF, no such date, one that no calendar has, or EXIF that cannot be parsed: a
 * picture is worth classifying without its date.
 *
 * @param exif what `sharp(...).metadata()` gives, a TIFF structure with or without `Exif\0\0` before it; a TIFF file is
 *   one itself
 */
export function exifTakenAt(exif: Buffer | undefined): string | null {
  if (exif === undefined) return null;
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
