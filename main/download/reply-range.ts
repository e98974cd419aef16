import type { HttpReply } from './http-get.ts';
import type { PartialFile } from './partial-file.ts';

export interface Beginning {
  /** Byte of the file that comes first. */
  readonly from: number;
  /** Bytes of the whole file; null: not said. */
  readonly total: number | null;
}

/**
 * Where in the file the answer begins; null: it is no answer to this. `unfit`: what is there is no beginning of it;
 * `whole`: there is nothing behind it.
 */
export function beginning(reply: HttpReply, before: PartialFile): Beginning | null | 'unfit' | 'whole' {
  if (reply.status === 200) return { from: 0, total: wholeNumber(reply.header('content-length')) };
  if (reply.status === 416) return reply.header('content-range') === `bytes */${before.bytes}` ? 'whole' : 'unfit';
  if (reply.status !== 206) return null;
  // A server that keeps to If-Range sends no part of another content.
  const validator = validatorOf(reply);
  if (validator !== null && validator !== before.validator) return 'unfit';
  const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(reply.header('content-range') ?? '') ?? [];
  const from = wholeNumber(first ?? null);
  if (from !== before.bytes || last === undefined) return 'unfit';
  return { from, total: wholeNumber(total ?? null) };
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** A strong ETag, else the date of the last change; a weak ETag promises no equal bytes (RFC 9110 section 8.8.1). */
export function validatorOf(reply: HttpReply): string | null {
  const tag = reply.header('etag');
  if (tag !== null && !tag.startsWith('W/')) return tag;
  return reply.header('last-modified');
}
