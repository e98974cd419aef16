import os from 'node:os';
import { renderPicture } from '../picture/rendition.ts';
import { decodingMemory } from '../picture/decoding-memory.ts';
import { readPictureFile } from '../picture/picture-file.ts';
import { sniffFormat } from '../picture/sniff-format.ts';
import type { PictureFormat } from '../../shared/picture.ts';
import type { ParentPort } from '../process/started-process.ts';
import {
  RENDERED_AT_ONCE,
  THUMBNAIL_SIDE,
  type FromThumbnailer,
  type RenderOutcome,
  type ToThumbnailer,
} from './protocol.ts';

// Larger files are no pictures that a window shows; two of them fit into any machine's memory.
const MAX_FILE_BYTES = 512 * 1024 * 1024;
// A copy of more than this would stand the window's process still for longer than a person does not notice.
const MOST_SENT_AS_IT_IS = 64 * 1024 * 1024;

/** Formats that Chromium shows by itself, oriented and in their colours. */
const SHOWN_AS_THEY_ARE: Readonly<Partial<Record<PictureFormat, string>>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
  bmp: 'image/bmp',
};

/** The thumbnailer: makes pictures to look at, until `stop`. Only ever reads. */
export function serveThumbnails(port: ParentPort<ToThumbnailer, FromThumbnailer>): void {
  const maxMemoryBytes = decodingMemory(os.totalmem(), 1 / (2 * RENDERED_AT_ONCE));
  port.onMessage((message) => {
    if (message.kind === 'stop') {
      port.end();
      return;
    }
    const { id } = message;
    void render(port, message, maxMemoryBytes).then((outcome) => port.send({ kind: 'rendered', id, outcome }));
  });
}

async function render(
  port: ParentPort<ToThumbnailer, FromThumbnailer>,
  { id, path, rendering }: Extract<ToThumbnailer, { kind: 'render' }>,
  maxMemoryBytes: number,
): Promise<RenderOutcome> {
  void port.send({ kind: 'reading', id, bytes: null });
  const admit = (bytes: number): Promise<void> => port.send({ kind: 'reading', id, bytes });
  const file = await readPictureFile(path, { maxBytes: MAX_FILE_BYTES, admit });
  if (!file.ok) return file;
  const { bytes, digest } = file;
  if (rendering === 'view') {
    const sniffed = sniffFormat(bytes);
    const shown = sniffed.kind === 'picture' ? SHOWN_AS_THEY_ARE[sniffed.format] : undefined;
    if (shown !== undefined && bytes.length <= MOST_SENT_AS_IT_IS) {
      return { ok: true, bytes, mediaType: shown, digest };
    }
  }
  // A decoder may keep this process from saying anything more.
  await port.send({ kind: 'decoding', id });
  const rendered = await renderPicture(bytes, {
    longerSide: rendering === 'thumbnail' ? THUMBNAIL_SIDE : null,
    maxMemoryBytes,
  });
  return rendered.ok ? { ...rendered, digest } : rendered;
}
