import type { Failure } from '../../shared/failure.ts';
import type { PictureFormat } from '../../shared/picture.ts';
import { pictureFailureTexts as texts } from '../../shared/texts/picture-failures.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import type { Size } from './resize-and-crop.ts';

export function emptyFile(): Failure {
  return { kind: 'empty-file', detail: texts.empty };
}

/** @param name what the content seems to be, as `sniffFormat` names it */
export function unsupportedFormat(name: string | null): Failure {
  return { kind: 'unsupported-format', detail: texts.unsupported(name) };
}

/**
 * @param bytes that decoding would take, as `bytesToDecode` computes it
 * @param maxBytes what is allowed, as `decodingMemory` computes it
 */
export function tooLarge(size: Size, bytes: number, maxBytes: number): Failure {
  return { kind: 'too-large', detail: texts.tooManyPixels(size, bytes, maxBytes) };
}

/** @param reason what the decoder threw: one short line of it is kept, for someone who looks for the cause */
export function unreadablePicture(format: PictureFormat, reason: unknown): Failure {
  const message = thrownMessage(reason);
  const cause = (message.split('\n')[0] ?? '').slice(0, 80);
  return { kind: 'unreadable-picture', detail: texts.damaged(format.toUpperCase(), cause) };
}
