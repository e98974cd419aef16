import type { TensorLayout } from '../../main/engine/engine.ts';

/** A picture of planes, `[3, height, width]`, as an engine reads it. */
export function inLayout(planes: Float32Array, layout: TensorLayout): Float32Array {
  if (layout === 'nchw') return planes;
  const area = planes.length / 3;
  return planes.map((_, index) => planes[(index % 3) * area + Math.floor(index / 3)] ?? NaN);
}
