/** Major brands by which libvips knows a HEIF file (its `vips_foreign_load_heif_is_a`). */
const BRANDS_OF_LIBVIPS = new Set(['heic', 'heix', 'hevc', 'heim', 'heis', 'hevm', 'hevs', 'mif1', 'avif']);

/**
 * A HEIF file as libvips takes it: one whose major brand it does not know (`avis`, an AVIF sequence, among them) is
 * copied with `mif1`, any HEIF, in that place. Which codec it needs, libheif sees from the items themselves, and the
 * primary item of a sequence is its first picture.
 */
export function withKnownHeifBrand(bytes: Buffer): Buffer {
  if (BRANDS_OF_LIBVIPS.has(bytes.toString('latin1', 8, 12))) return bytes;
  const copy = Buffer.from(bytes);
  copy.write('mif1', 8, 'latin1');
  return copy;
}
