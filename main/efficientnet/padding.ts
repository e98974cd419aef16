import type { Padding } from '../../shared/variant.ts';
import type { Pads } from './architecture.ts';

/** Zeros before and after the pixels of one axis, and the axis' length after the convolution. */
interface PaddedAxis {
  readonly before: number;
  readonly after: number;
  readonly output: number;
}

function padAxis(length: number, kernelSize: number, stride: number, padding: Padding): PaddedAxis {
  if (padding === 'symmetric') {
    const each = (kernelSize - 1) / 2;
    return { before: each, after: each, output: Math.floor((length + 2 * each - kernelSize) / stride) + 1 };
  }
  const output = Math.ceil(length / stride);
  const total = Math.max(0, (output - 1) * stride + kernelSize - length);
  const before = Math.floor(total / 2);
  return { before, after: total - before, output };
}

/** Pads and output size of a square convolution over a feature map of `height` × `width`. */
export function padConvolution(
  height: number,
  width: number,
  kernelSize: number,
  stride: number,
  padding: Padding,
): { readonly pads: Pads; readonly height: number; readonly width: number } {
  const rows = padAxis(height, kernelSize, stride, padding);
  const columns = padAxis(width, kernelSize, stride, padding);
  const pads = { top: rows.before, left: columns.before, bottom: rows.after, right: columns.after };
  return { pads, height: rows.output, width: columns.output };
}
