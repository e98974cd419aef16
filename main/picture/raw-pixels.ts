/** A picture's pixels, eight bits a channel, rows from the top without gaps. */
export interface RawPixels {
  /** `[height, width, channels]`: grey, RGB or RGBA. */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
}
