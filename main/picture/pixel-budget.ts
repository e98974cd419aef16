/**
 * Bytes of memory that one pixel takes at the most while a picture is decoded. The dearest are pictures that cannot be
 * decoded row by row: HEIC holds its YUV planes and RGBA twice (11 bytes measured a pixel), AVIF with ten bits its
 * planes and RGB (10), an interlaced PNG with 16 bits RGBA (8); sharp's working rows are small beside them.
 */
const BYTES_PER_PIXEL = 12;

/**
 * The share of the machine's memory that all decoders together may fill. The other half is for the sessions, the files
 * themselves, the operating system and whatever else is running.
 */
const MEMORY_SHARE = 0.5;

/**
 * Most pixels that one picture may have, so that `decoders` of them, decoded at the same time, fit into half of the
 * machine's memory. With 8 GiB and 4 decoders: 89 megapixels.
 *
 * @param totalMemoryBytes physical memory of the machine
 * @param decoders pictures decoded at the same time, in all processes together; at least 1
 */
export function pixelBudget(totalMemoryBytes: number, decoders: number): number {
  return Math.floor((totalMemoryBytes * MEMORY_SHARE) / (decoders * BYTES_PER_PIXEL));
}
