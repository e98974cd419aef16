import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';
import { packReasonTexts as texts } from '../../shared/texts/engine-packs.ts';

const CHUNK_BYTES = 256 * 1024;

/**
 * What yauzl reads an archive through. A place that the file does not have, which an archive may name, is an error of the
 * archive: yauzl's own reader takes it to the system, which throws where nobody can catch it. Closes nothing: whoever
 * opened the file does.
 */
export class ArchiveReader extends RandomAccessReader {
  readonly #file: FileHandle;
  readonly #size: number;

  constructor(file: FileHandle, size: number) {
    super();
    this.#file = file;
    this.#size = size;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#fill(buffer.subarray(offset, offset + length), position).then(() => {
      callback(null);
    }, callback);
  }

  override _readStreamForRange(start: number, end: number): Readable {
    // `FileHandle.createReadStream` would leave a listener on the file for each of hundreds of entries.
    return Readable.from(this.#chunks(start, end), { objectMode: false });
  }

  async *#chunks(start: number, end: number): AsyncGenerator<Buffer> {
    for (let position = start; position < end; position += CHUNK_BYTES) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, end - position));
      await this.#fill(chunk, position);
      yield chunk;
    }
  }

  async #fill(buffer: Buffer, position: number): Promise<void> {
    if (position + buffer.length > this.#size) throw new Error(texts.endsEarly);
    for (let filled = 0; filled < buffer.length;) {
      const { bytesRead } = await this.#file.read(buffer, filled, buffer.length - filled, position + filled);
      if (bytesRead === 0) throw new Error(texts.endsEarly);
      filled += bytesRead;
    }
  }
}
