/** What a BMP's headers say of its pixels ([MS-WMF] 2.2.2, and the core header of OS/2). */
export interface BitmapHeader {
  readonly width: number;
  readonly height: number;
  /** Where the first row begins in the file. */
  readonly pixelsAt: number;
  /** Bytes of one row with its padding; null where rows are run-length coded and have no fixed size. */
  readonly rowBytes: number | null;
}

const FILE_HEADER_BYTES = 14;
const CORE_HEADER_BYTES = 12;
/** Rows of these are not compressed: BI_RGB, BI_BITFIELDS, BI_ALPHABITFIELDS. */
const PLAIN_COMPRESSIONS = new Set([0, 3, 6]);

/**
 * Reads a BMP's headers; null where they are cut off or no picture can have them. The pixels are decoded by a library;
 * this is for what has to be known before: the dimensions, and how many rows there are.
 */
export function readBitmapHeader(bytes: Buffer): BitmapHeader | null {
  const info = bytes.subarray(FILE_HEADER_BYTES);
  if (info.length < CORE_HEADER_BYTES) return null;
  const pixelsAt = bytes.readUInt32LE(10);
  if (info.readUInt32LE(0) === CORE_HEADER_BYTES) {
    return headerOf(pixelsAt, info.readUInt16LE(4), info.readUInt16LE(6), info.readUInt16LE(10), 0);
  }
  if (info.length < 20) return null;
  // A negative height says that the first row in the file is the top one.
  const height = Math.abs(info.readInt32LE(8));
  return headerOf(pixelsAt, info.readInt32LE(4), height, info.readUInt16LE(14), info.readUInt32LE(16));
}

function headerOf(
  pixelsAt: number,
  width: number,
  height: number,
  bitsPerPixel: number,
  compression: number,
): BitmapHeader | null {
  if (width < 1 || height < 1) return null;
  const rowBytes = PLAIN_COMPRESSIONS.has(compression) ? 4 * Math.ceil((width * bitsPerPixel) / 32) : null;
  return { width, height, pixelsAt, rowBytes };
}
