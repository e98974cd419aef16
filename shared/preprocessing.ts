/** How a model wants its pictures: resize the shorter side, cut the centre square, normalise each channel. */
export interface Preprocessing {
  /** Pixels of the shorter side after resizing; at least `inputSize`. */
  readonly shorterSide: number;
  /** Pixels of the square that the network sees. */
  readonly inputSize: number;
  /** Resampling kernel, antialiased. `cubic` is Catmull-Rom (a = −0.5), as in Pillow's BICUBIC. */
  readonly kernel: 'cubic' | 'linear' | 'lanczos3';
  /** Subtracted from each channel (R, G, B), on the 0…255 scale. */
  readonly mean: readonly [number, number, number];
  /** Then divided by, on the 0…255 scale. */
  readonly std: readonly [number, number, number];
}
