import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodePicture, type DecodedPicture } from '../../main/picture/decode.ts';
import type { Preprocessing } from '../../shared/preprocessing.ts';
import { COLOURS, OPTIONS, pictureOf, quadrantAt, WIDTH, HEIGHT } from './quadrants.ts';

const LITE0: Preprocessing = {
  shorterSide: 256,
  inputSize: 224,
  kernel: 'cubic',
  mean: [127, 127, 127],
  std: [128, 128, 128],
};
const photos = path.resolve(import.meta.dirname, '../../../shared/photos');

async function decode(bytes: Buffer, preprocessing: Preprocessing, withThumbnail: boolean): Promise<DecodedPicture> {
  const decoded = await decodePicture(bytes, { ...OPTIONS, preprocessing, withThumbnail });
  if (!decoded.ok) throw new Error(decoded.failure.detail);
  return decoded;
}

/** The colours in the middle of the four quadrants, as far as JPEG keeps them. */
async function quadrantsOf(
  jpeg: Buffer,
): Promise<{ readonly size: readonly number[]; readonly seen: readonly string[] }> {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const seen = [
    [0.25, 0.25],
    [0.75, 0.25],
    [0.25, 0.75],
    [0.75, 0.75],
  ].map(([x, y]) => {
    const at = 3 * (Math.floor(y! * height) * width + Math.floor(x! * width));
    const near = Object.entries(COLOURS).find(([, colour]) =>
      colour.every((value, i) => Math.abs(value - data[at + i]!) <= 60),
    );
    return near?.[0] ?? [...data.subarray(at, at + 3)].join(',');
  });
  return { size: [width, height], seen };
}

/** The test picture as it is stored under an EXIF orientation: what shows it upright, undone. */
function storedAs(orientation: number): Promise<Buffer> {
  const [right, bottom] = [WIDTH - 1, HEIGHT - 1];
  const isSwapped = orientation > 4;
  const picture = pictureOf(isSwapped ? HEIGHT : WIDTH, isSwapped ? WIDTH : HEIGHT, (column, row) => {
    const places = [
      [column, row],
      [right - column, row],
      [right - column, bottom - row],
      [column, bottom - row],
      [row, column],
      [right - row, column],
      [right - row, bottom - column],
      [row, bottom - column],
    ] as const;
    return quadrantAt(...places[orientation - 1]!);
  });
  return picture.withMetadata({ orientation }).jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();
}

describe('a thumbnail made on the way to the network', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is the whole picture, upright, from EXIF orientation %d', async (orientation) => {
    const { thumbnail } = await decode(await storedAs(orientation), OPTIONS.preprocessing, true);
    const { size, seen } = await quadrantsOf(thumbnail!);
    expect(size).toEqual([24, 16]);
    expect(seen).toEqual(['red', 'green', 'blue', 'yellow']);
  });

  it('is none where nobody wants one, where the picture is smaller than what the network sees, or far longer than wide', async () => {
    const of = async (width: number, height: number, isWanted: boolean) => {
      const bytes = await pictureOf(width, height, () => [0, 0, 255])
        .png()
        .toBuffer();
      return (await decode(bytes, OPTIONS.preprocessing, isWanted)).thumbnail;
    };
    expect(await of(48, 32, false)).toBeNull();
    expect(await of(12, 8, true)).toBeNull();
    expect(await of(400, 40, true)).toBeNull();
    expect(await of(48, 32, true)).not.toBeNull();
  });

  it('stays small where the network sees much', async () => {
    const bytes = await pictureOf(1200, 900, quadrantAt).png().toBuffer();
    const { thumbnail } = await decode(bytes, { ...LITE0, shorterSide: 800, inputSize: 600 }, true);
    expect(await sharp(thumbnail!).metadata()).toMatchObject({ width: 512, height: 384 });
  });

  it.skipIf(!existsSync(photos))('leaves to the network what it sees without one', async () => {
    const names = readdirSync(photos).filter((name) => name.endsWith('.JPEG'));
    for (const name of names.filter((_, index) => index % 5 === 0)) {
      const bytes = readFileSync(path.join(photos, name));
      const [plain, other] = [await decode(bytes, LITE0, false), await decode(bytes, LITE0, true)];
      const differences = Array.from(plain.pixels, (value, at) => Math.abs(value - other.pixels[at]!));
      expect(
        differences.every((difference) => difference <= 1),
        name,
      ).toBe(true);
      expect(differences.filter((difference) => difference > 0).length / differences.length, name).toBeLessThan(0.002);
    }
  });
});
