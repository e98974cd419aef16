import type { PictureFormat } from '../../shared/picture.ts';
import { contentNames as names } from '../../shared/texts/picture-failures.ts';

/** What a file's first bytes say: a picture that Classifold reads, or something else, named where it is known. */
export type SniffedFormat =
  | { readonly kind: 'picture'; readonly format: PictureFormat }
  /** `name` completes "It seems to be …"; null where nothing is recognised. */
  | { readonly kind: 'other'; readonly name: string | null };

/** Latin-1 text, one character a byte; `.` stands for any byte. Longer ones first where one begins another. */
const PICTURE_MAGIC: readonly (readonly [magic: string, format: PictureFormat])[] = [
  ['\xff\xd8\xff', 'jpeg'],
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['RIFF....WEBP', 'webp'],
  ['GIF87a', 'gif'],
  ['GIF89a', 'gif'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  // BigTIFF
  ['II+\0', 'tiff'],
  ['MM\0+', 'tiff'],
];

const OTHER_MAGIC: readonly (readonly [magic: string, name: string])[] = [
  ['%PDF-', names.pdf],
  ['%!PS', names.postScript],
  ['PK\x03\x04', names.zip],
  ['\x1f\x8b', names.gzip],
  ['7z\xbc\xaf\x27\x1c', names.sevenZip],
  ['Rar!\x1a\x07', names.rar],
  ['8BPS', names.photoshop],
  ['gimp xcf', names.gimp],
  ['\xff\x0a', names.jpegXl],
  ['\0\0\0\x0cJXL \r\n\x87\n', names.jpegXl],
  ['\0\0\0\x0cjP  \r\n\x87\n', names.jpeg2000],
  ['\xff\x4f\xff\x51', names.jpeg2000],
  ['\0\0\x01\0', names.icon],
  ['FUJIFILMCCD-RAW', names.raw],
  ['IIRO', names.raw],
  ['IIU\0', names.raw],
  ['\x1aE\xdf\xa3', names.matroska],
  ['RIFF....AVI ', names.avi],
  ['RIFF....WAVE', names.wave],
  ['FLV\x01', names.flash],
  ['\0\0\x01\xba', names.mpeg],
  ['\x30\x26\xb2\x75\x8e\x66\xcf\x11', names.windowsMedia],
  ['ID3', names.mp3],
  ['fLaC', names.flac],
  ['OggS', names.ogg],
  ['SQLite format 3\0', names.sqlite],
  ['\x7fELF', names.program],
  ['MZ', names.program],
];

/** Brands of ISO/IEC 23008-12 (HEIF) files: coded with HEVC, with AV1, or (the neutral ones) with either. */
const HEVC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']);
const AV1_BRANDS = new Set(['avif', 'avis']);
const NEUTRAL_BRANDS = new Set(['mif1', 'mif2', 'msf1', 'miaf', '1pic']);

/** More brands than any real file lists; keeps a lying box size from being walked. */
const MOST_BRANDS = 64;

/**
 * Tells a file's format from its first bytes; the file's name plays no part. Never throws, whatever the bytes are.
 */
export function sniffFormat(bytes: Buffer): SniffedFormat {
  for (const [magic, format] of PICTURE_MAGIC) {
    if (startsWith(bytes, magic)) return { kind: 'picture', format };
  }
  if (isBitmap(bytes)) return { kind: 'picture', format: 'bmp' };
  if (bytes.toString('latin1', 4, 8) === 'ftyp') return sniffIsoMedia(bytes);
  for (const [magic, name] of OTHER_MAGIC) {
    if (startsWith(bytes, magic)) return { kind: 'other', name };
  }
  return { kind: 'other', name: sniffText(bytes) };
}

function startsWith(bytes: Buffer, magic: string): boolean {
  if (bytes.length < magic.length) return false;
  for (let i = 0; i < magic.length; i++) {
    if (magic[i] !== '.' && magic.charCodeAt(i) !== bytes[i]) return false;
  }
  return true;
}

/** `BM` alone begins many a text: the size of a known information header must follow the file header. */
function isBitmap(bytes: Buffer): boolean {
  if (bytes.length < 18 || !startsWith(bytes, 'BM')) return false;
  const headerSize = bytes.readUInt32LE(14);
  return headerSize >= 12 && headerSize <= 124;
}

/** The `ftyp` box: size, 'ftyp', major brand, minor version, compatible brands (ISO/IEC 14496-12, 4.3). */
function sniffIsoMedia(bytes: Buffer): SniffedFormat {
  const major = bytes.toString('latin1', 8, 12);
  const boxSize = Math.min(bytes.readUInt32BE(0), bytes.length, 16 + 4 * MOST_BRANDS);
  const brands = [major];
  for (let at = 16; at + 4 <= boxSize; at += 4) brands.push(bytes.toString('latin1', at, at + 4));

  if (HEVC_BRANDS.has(major)) return { kind: 'picture', format: 'heic' };
  if (AV1_BRANDS.has(major)) return { kind: 'picture', format: 'avif' };
  if (NEUTRAL_BRANDS.has(major)) {
    const format = brands.some((brand) => AV1_BRANDS.has(brand)) ? 'avif' : 'heic';
    return { kind: 'picture', format };
  }
  if (major === 'crx ') return { kind: 'other', name: names.raw };
  return { kind: 'other', name: major === 'M4A ' ? names.mpeg4Sound : names.mpeg4Video };
}

/** Text is what has no control characters but white space in its first kilobyte; markup is named. */
function sniffText(bytes: Buffer): string | null {
  const start = bytes.toString('utf8', 0, 1024).replace(/^\uFEFF/, '');
  if (start === '' || /[^\P{Cc}\s]/u.test(start)) return null;
  if (/<svg[\s>]/i.test(start)) return names.svg;
  if (/^\s*<(!doctype html|html|head|body)[\s>]/i.test(start)) return names.html;
  if (/^\s*<\?xml/.test(start)) return names.xml;
  return names.text;
}
