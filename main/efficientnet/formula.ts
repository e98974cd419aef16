/*
 * Parameters and input by the formula of test/fixtures/parity/README.md: what measures or checks an engine needs no
 * downloaded weights, and a reference of a network of any size is a short file.
 */

/** FNV-1a, 32 bit. */
function seedOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}

/** The formula's u, in (0, 1), for value `i` of the tensor with this seed. */
function uniform(seed: number, i: number): number {
  let h = (Math.imul(i, 0x9e3779b1) + seed) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  h ^= h >>> 16;
  return ((h >>> 0) + 0.5) / 2 ** 32;
}

/** Values of the parameter of this name in its dialect's state dict, row-major. */
export function formulaParameter(name: string, shape: readonly number[], gain: number): Float32Array {
  const seed = seedOf(name);
  const fanIn = shape.slice(1).reduce((product, side) => product * side, 1);
  const values = new Float32Array(fanIn * (shape[0] ?? 1));
  const amplitude = shape.length >= 2 ? Math.sqrt((3 * gain) / fanIn) : 0.2;
  const isScale = shape.length === 1 && (name.endsWith('running_var') || name.endsWith('weight'));
  for (let i = 0; i < values.length; i++) {
    const u = uniform(seed, i);
    values[i] = isScale ? 0.75 + 0.5 * u : (2 * u - 1) * amplitude;
  }
  return values;
}

/** One picture, `[3, resolution, resolution]`: a coarse grid of cells, 32 pixels each. */
export function formulaPicture(resolution: number, name = 'input'): Float32Array {
  const seed = seedOf(name);
  const cells = Math.ceil(resolution / 32);
  const picture = new Float32Array(3 * resolution * resolution);
  for (let i = 0; i < picture.length; i++) {
    const x = i % resolution;
    const y = Math.floor(i / resolution) % resolution;
    const channel = Math.floor(i / (resolution * resolution));
    const cell = (channel * cells + Math.floor(y / 32)) * cells + Math.floor(x / 32);
    picture[i] = 2 * (2 * uniform(seed, cell) - 1);
  }
  return picture;
}
