import { createHash } from 'node:crypto';
import type { ModelManifest } from './manifest.ts';

/**
 * SHA-256 (lower-case hexadecimal) over what changes a picture's scores: the weights, the network's parameters and
 * the preprocessing. Two manifests that differ in name, labels, threshold or licence have the same digest; results
 * kept under it in a catalog stay valid.
 */
export function modelDigest(manifest: ModelManifest): string {
  const { variant, classes, padding, epsilon, weights, preprocessing } = manifest;
  const { shorterSide, inputSize, kernel, mean, std } = preprocessing;
  // An array, so that neither the order nor the spelling of a manifest's fields matters.
  const canonical = [
    'model',
    1,
    weights.sha256,
    variant,
    classes,
    padding,
    epsilon,
    shorterSide,
    inputSize,
    kernel,
    mean,
    std,
  ];
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex');
}
