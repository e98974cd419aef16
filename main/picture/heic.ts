import type { RawPixels } from './raw-pixels.ts';

/**
 * Decodes the primary picture of a HEIF file that is coded with HEVC, which sharp's prebuilt libvips cannot for patent
 * reasons. The file's own rotation and mirroring (`irot`, `imir`) are applied, so EXIF's orientation must not be: HEIF
 * repeats the same thing there.
 *
 * Each picture gets a WebAssembly module of its own (10 ms, against 650 for 12 megapixels): what a damaged file does to
 * the module's memory cannot reach the next one, and the memory, which such a module never gives back, goes with it.
 * Decoding blocks this process's JavaScript meanwhile.
 *
 * Throws where the file is damaged. The caller has checked that its pixels fit into memory.
 */
export async function decodeHeic(bytes: Buffer): Promise<RawPixels> {
  const { default: createLibheif } = await import('libheif-js/libheif-wasm/libheif-bundle.js');
  const libheif = createLibheif({ print: ignore, printErr: ignore });
  const context = libheif.heif_context_alloc();
  const read = libheif.heif_context_read_from_memory(context, bytes);
  if (read.code !== libheif.heif_error_code.heif_error_Ok) throw new Error(read.message);

  const primary = libheif.heif_js_context_get_primary_image_handle(context);
  if ('code' in primary) throw new Error(primary.message);
  const hasAlpha = libheif.heif_image_handle_has_alpha_channel(primary) !== 0;
  const { heif_chroma_interleaved_RGB, heif_chroma_interleaved_RGBA } = libheif.heif_chroma;
  const decoded = libheif.heif_js_decode_image2(
    primary,
    libheif.heif_colorspace.heif_colorspace_RGB,
    hasAlpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB,
  );
  if ('code' in decoded) throw new Error(decoded.message);
  const channel = decoded.channels[0];
  if (channel === undefined) throw new Error('no pixels');

  const { width, height, stride } = channel;
  const channels = hasAlpha ? 4 : 3;
  return { data: withoutRowGaps(channel.data, stride, width * channels, height), width, height, channels };
}

/** libheif's rows are padded to multiples of 16 bytes or more. */
function withoutRowGaps(rows: Uint8Array, stride: number, rowBytes: number, height: number): Uint8Array {
  if (stride === rowBytes) return rows;
  const packed = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y++) packed.set(rows.subarray(y * stride, y * stride + rowBytes), y * rowBytes);
  return packed;
}

/** What libheif says of a file on the console; the failure says it to the person. */
function ignore(): void {}
