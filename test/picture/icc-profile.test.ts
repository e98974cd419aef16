import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { isSrgbProfile } from '../../main/picture/icc-profile.ts';
import { fixture, quadrants } from './quadrants.ts';

async function profileOf(bytes: Buffer): Promise<Buffer> {
  const { icc } = await sharp(bytes).metadata();
  if (icc === undefined) throw new Error('no profile');
  return icc;
}

describe('isSrgbProfile', () => {
  it('sRGB', async () => {
    expect(isSrgbProfile(await profileOf(await quadrants().withIccProfile('srgb').png().toBuffer()))).toBe(true);
  });

  it.each(['p3', 'cmyk'])('not %s', async (name) => {
    expect(isSrgbProfile(await profileOf(await quadrants().withIccProfile(name).jpeg().toBuffer()))).toBe(false);
  });

  it('not Adobe RGB', async () => {
    expect(isSrgbProfile(await profileOf(fixture('adobe-rgb.png')))).toBe(false);
  });

  it('not sRGB’s primaries with another curve', async () => {
    const icc = await profileOf(await quadrants().withIccProfile('srgb').png().toBuffer());
    const curve = icc.indexOf('para\0\0\0\0\0\x03', 'latin1');
    expect(curve).toBeGreaterThan(0);
    const steeper = Buffer.from(icc);
    steeper.writeInt32BE(2.6 * 65536, curve + 12);
    expect(isSrgbProfile(steeper)).toBe(false);
  });

  it('not what is cut short or no profile', async () => {
    const icc = await profileOf(await quadrants().withIccProfile('srgb').png().toBuffer());
    for (const length of [0, 100, 131, 140, 250]) expect(isSrgbProfile(icc.subarray(0, length))).toBe(false);
    expect(isSrgbProfile(Buffer.alloc(500, 0xff))).toBe(false);
  });
});
