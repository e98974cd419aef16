import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { exifTakenAt } from '../../main/picture/exif-date.ts';
import { quadrants } from './quadrants.ts';

/** EXIF as a JPEG carries it, with this DateTimeOriginal. */
async function exifWith(date: string): Promise<Buffer> {
  const jpeg = await quadrants()
    .withExif({ IFD2: { DateTimeOriginal: date } })
    .jpeg()
    .toBuffer();
  const { exif } = await sharp(jpeg).metadata();
  if (exif === undefined) throw new Error('no EXIF was written');
  return exif;
}

describe('exifTakenAt', () => {
  it('the camera’s local time, whatever zone this runs in', async () => {
    expect(exifTakenAt(await exifWith('2021:05:06 07:08:09'))).toBe('2021-05-06T07:08:09');
    expect(exifTakenAt(await exifWith('1999:12:31 23:59:59'))).toBe('1999-12-31T23:59:59');
    expect(exifTakenAt(await exifWith('2024:02:29 00:00:00'))).toBe('2024-02-29T00:00:00');
  });

  it('the bare TIFF structure too', async () => {
    const exif = await exifWith('2021:05:06 07:08:09');
    expect(exif.toString('latin1', 0, 4)).toBe('Exif');
    expect(exifTakenAt(exif.subarray(6))).toBe('2021-05-06T07:08:09');
  });

  it.each([
    '0000:00:00 00:00:00',
    '2021:13:01 00:00:00',
    '2021:02:30 00:00:00',
    '2021:05:06 25:00:00',
    '    :  :     :  :  ',
  ])('no calendar has %j', async (date) => {
    expect(exifTakenAt(await exifWith(date))).toBeNull();
  });

  it('null without EXIF, without a date, or where it is no EXIF', async () => {
    const jpeg = await quadrants()
      .withExif({ IFD0: { Copyright: 'nobody' } })
      .jpeg()
      .toBuffer();
    expect(exifTakenAt(undefined)).toBeNull();
    expect(exifTakenAt((await sharp(jpeg).metadata()).exif)).toBeNull();
    expect(exifTakenAt(Buffer.from('not EXIF at all'))).toBeNull();
    expect(exifTakenAt(Buffer.alloc(0))).toBeNull();
  });

  it('never throws, however the block is damaged', async () => {
    const exif = await exifWith('2021:05:06 07:08:09');
    fc.assert(
      fc.property(fc.nat(exif.length), fc.nat(exif.length - 1), fc.nat(255), (length, at, value) => {
        const damaged = Buffer.from(exif);
        damaged[at] = value;
        expect(exifTakenAt(damaged.subarray(0, length)) ?? '2021-05-06T07:08:09').toMatch(/^\d{4}(-\d\d){2}T/);
      }),
    );
  });
});
