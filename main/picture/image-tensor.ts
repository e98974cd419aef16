import type { Preprocessing } from '../../shared/preprocessing.ts';

/**
 * Normalises one picture into a batch tensor.
 *
 * @param pixels RGB, 0…255, `[inputSize, inputSize, 3]`, rows from the top
 * @param out the batch; receives `(value − mean) / std` of each channel
 * @param offset index in `out` of this picture's first value
 * @param layout of the batch: `[n, 3, inputSize, inputSize]`, one plane after the other, or `[n, inputSize, inputSize, 3]`
 */
export function writeImageTensor(
  pixels: Uint8Array,
  preprocessing: Preprocessing,
  out: Float32Array,
  offset: number,
  layout: 'nchw' | 'nhwc' = 'nchw',
): void {
  const plane = preprocessing.inputSize * preprocessing.inputSize;
  if (pixels.length !== 3 * plane || offset < 0 || offset + 3 * plane > out.length) {
    throw new RangeError(`a picture of ${pixels.length} values does not fit at ${offset} of ${out.length}`);
  }
  for (let channel = 0; channel < 3; channel++) {
    const mean = preprocessing.mean[channel]!;
    const std = preprocessing.std[channel]!;
    const start = layout === 'nchw' ? offset + channel * plane : offset + channel;
    const step = layout === 'nchw' ? 1 : 3;
    for (let i = 0; i < plane; i++) out[start + step * i] = (pixels[3 * i + channel]! - mean) / std;
  }
}
