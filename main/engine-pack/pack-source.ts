import type { EnginePackFault } from '../../shared/engine-pack.ts';
import type { ReadManifest } from './pack-manifest.ts';

/** A file as it lies in a pack: its path there, unchecked, and its bytes, to be read once. */
export interface SourceFile {
  readonly path: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Hears of one file after the other; a fault ends the reading. */
export type TakeFile = (file: SourceFile) => Promise<EnginePackFault | null>;

/** A pack whose `pack.json` was read. Nothing of it stays open. */
export interface PackSource extends ReadManifest {
  /**
   * Reads every file but `pack.json`. Null where `take` was content with all of them; anything in the pack that is no
   * file is a fault. Rejects with what the file system says.
   */
  readonly readFiles: (take: TakeFile) => Promise<EnginePackFault | null>;
}
