import type { Failure } from '../../shared/failure.ts';
import type { PictureFormat } from '../../shared/picture.ts';
import { formatBytes } from '../../shared/texts/quantities.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import type { Size } from './resize-and-crop.ts';

export function emptyFile(): Failure {
  return {
    kind: 'empty-file',
    detail: 'The file is empty (0 bytes). Copy it again from where it came from, or delete it.',
  };
}

/** @param name what the content seems to be, as `sniffFormat` names it */
export function unsupportedFormat(name: string | null): Failure {
  const seems = name === null ? 'Its content is of no kind that is known here.' : `It seems to be ${name}.`;
  return {
    kind: 'unsupported-format',
    detail: `Whatever its name says, this is not a picture that can be read here. ${seems} Save it as JPEG or PNG, or leave it out.`,
  };
}

/**
 * @param bytes that decoding would take, as `bytesToDecode` computes it
 * @param maxBytes what is allowed, as `decodingMemory` computes it
 */
export function tooLarge(size: Size, bytes: number, maxBytes: number): Failure {
  return {
    kind: 'too-large',
    detail:
      `The picture has ${size.width} × ${size.height} pixels. Decoding it takes up to ${formatBytes(bytes)} of memory; ` +
      `there are ${formatBytes(maxBytes)} for one picture here. Save a smaller copy of it, or use fewer workers: each has more then.`,
  };
}

/** @param reason what the decoder threw: one short line of it is kept, for someone who looks for the cause */
export function unreadablePicture(format: PictureFormat, reason: unknown): Failure {
  const message = thrownMessage(reason);
  const cause = (message.split('\n')[0] ?? '').slice(0, 80);
  return {
    kind: 'unreadable-picture',
    detail:
      `The file is damaged or incomplete: its content cannot be decoded as ${format.toUpperCase()} (${cause}). ` +
      'Copy it again from where it came from, or open it in another program and save it anew.',
  };
}
