import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sniffFormat } from '../../main/picture/sniff-format.ts';
import { fixture, quadrants } from './quadrants.ts';

function heif(major: string, ...compatible: string[]): Buffer {
  const brands = Buffer.from(`${major}\0\0\0\0${compatible.join('')}`, 'latin1');
  const box = Buffer.alloc(8);
  box.writeUInt32BE(8 + brands.length);
  box.write('ftyp', 4);
  return Buffer.concat([box, brands, Buffer.from('\0\0\0\0meta', 'latin1')]);
}

describe('sniffFormat', () => {
  it.each(['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const)('%s, as sharp writes it', async (format) => {
    expect(sniffFormat(await quadrants().toFormat(format).toBuffer())).toEqual({ kind: 'picture', format });
  });

  it.each([
    ['24-bit.bmp', 'bmp'],
    ['8-bit-os2.bmp', 'bmp'],
    ['quadrants.heic', 'heic'],
    ['sequence.avifs', 'avif'],
    ['animated.apng', 'png'],
  ])('%s', (name, format) => {
    expect(sniffFormat(fixture(name))).toEqual({ kind: 'picture', format });
  });

  it.each([
    [heif('heic', 'mif1', 'heic'), 'heic'],
    [heif('hevc', 'msf1', 'hevc'), 'heic'],
    [heif('mif1', 'mif1', 'heic'), 'heic'],
    [heif('msf1', 'hevc'), 'heic'],
    [heif('mif1', 'mif1', 'avif'), 'avif'],
    [heif('avis', 'avif'), 'avif'],
    [Buffer.from('MM\0*\0\0\0\x08', 'latin1'), 'tiff'],
    [Buffer.from('II+\0\x08\0\0\0', 'latin1'), 'tiff'],
  ])('brands and byte orders: %#', (bytes, format) => {
    expect(sniffFormat(bytes)).toEqual({ kind: 'picture', format });
  });

  it.each([
    ['%PDF-1.7\n%âãÏÓ', 'a PDF document'],
    ['PK\x03\x04\x14\0', 'a ZIP archive or an office document'],
    ['\x1aE\xdf\xa3\x9f', 'a video (Matroska or WebM)'],
    ['\0\0\0\x20ftypisom\0\0\x02\0isom', 'a video (MPEG-4 or QuickTime)'],
    ['\0\0\0\x14ftypqt  \0\0\0\0', 'a video (MPEG-4 or QuickTime)'],
    ['\0\0\0\x18ftypcrx \0\0\0\x01', 'a camera raw picture'],
    ['RIFF\x24\0\0\0WAVEfmt ', 'a sound file (WAVE)'],
    ['<!DOCTYPE html>\n<html>', 'a web page (HTML)'],
    ['\n <html lang="en">', 'a web page (HTML)'],
    ['<?xml version="1.0"?><svg xmlns="x">', 'an SVG drawing'],
    ['<?xml version="1.0"?><note/>', 'an XML document'],
    ['Dear diary,\r\n\ttoday', 'a text file'],
    ['BMW sells cars, and this is a text about them.', 'a text file'],
    ['\0\0\0\0\0\0\0\0', null],
    ['\x07', null],
  ])('something else: %j', (content, name) => {
    expect(sniffFormat(Buffer.from(content, 'latin1'))).toEqual({ kind: 'other', name });
  });

  it('this file is text', () => {
    expect(sniffFormat(readFileSync(import.meta.filename))).toEqual({ kind: 'other', name: 'a text file' });
  });

  it('never throws', () => {
    const start = fc.constantFrom('', 'BM', 'RIFF', '\0\0\0\x20ftyp', '\xff\xff\xff\xffftypmif1', '\x89PNG');
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 200 }), (prefix, bytes) => {
        const { kind } = sniffFormat(Buffer.concat([Buffer.from(prefix, 'latin1'), bytes]));
        expect(['picture', 'other']).toContain(kind);
      }),
    );
  });
});
