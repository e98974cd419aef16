import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import fs, { mkdir, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { thrownMessage } from '../../shared/thrown.ts';
import type { DownloadFailure } from '../../shared/download-failure.ts';
import { getFollowing } from './follow.ts';
import type { HttpGet, HttpReply } from './http-get.ts';
import { beginning, validatorOf, type Beginning } from './reply-range.ts';
import { completePartial, discardPartial, notePartial, readPartial, type PartialFile } from './partial-file.ts';
import { receiveBody, type Pace } from './receive-body.ts';

export interface DownloadRequest {
  readonly url: string;
  /** Absolute; what has come so far lies beside it. Its folder is made. */
  readonly file: string;
  /** As its publisher says; null: not said. */
  readonly bytes: number | null;
  /** The file's SHA-256 or the beginning of it, lower-case hexadecimal; null: nobody has said it. */
  readonly sha256: string | null;
  /** No file is larger. */
  readonly mostBytes: number;
  /** So many times the file's size have to be free, for what is made of it afterwards. */
  readonly spaceFactor: number;
}

export interface DownloadLimits extends Pace {
  /** Connections without a byte of progress, one after the other. */
  readonly attempts: number;
  /** Before the second; doubled each time. */
  readonly backOffMs: number;
  /** For a connection and the head of its answer … */
  readonly answerMs: number;
  /** … the first of all, where most likely nobody is reached at all: less. */
  readonly firstAnswerMs: number;
  /** For tests: this machine's own servers, by http as well. */
  readonly allowsLoopback: boolean;
}

export const DOWNLOAD_LIMITS: DownloadLimits = {
  attempts: 5,
  backOffMs: 1_000,
  answerMs: 30_000,
  firstAnswerMs: 10_000,
  stallMs: 30_000,
  stallBytes: 4_096,
  allowsLoopback: false,
};

export type Downloaded =
  | { readonly ok: true; readonly bytes: number; readonly sha256: string }
  | { readonly ok: false; readonly failure: DownloadFailure };

/** `total`: null while nobody has said it. */
export type OnProgress = (bytes: number, total: number | null) => void;

/** Connections before the first byte, where nobody answers. */
const ATTEMPTS_TO_REACH = 2;
/** However much progress each makes. */
const MAX_CONNECTIONS = 200;

/**
 * Downloads one file by https, and gives it its name when it is whole and the one that was published: nobody sees half of
 * it. A connection that breaks is tried again from where it was, as is one of an earlier start, where the server says
 * that its file is still the same (Range with If-Range, RFC 9110 section 14). A file that is there whole, with the digest
 * that is asked for, is taken as it is, and nobody is asked. Nothing else is written than the file and, on the way, `.part`
 * and `.part.json` beside it: whoever downloads what another program may download as well has it locked (`lockDownload`).
 */
export async function downloadFile(
  request: DownloadRequest,
  get: HttpGet,
  signal: AbortSignal,
  onProgress: OnProgress,
  limits: DownloadLimits = DOWNLOAD_LIMITS,
): Promise<Downloaded> {
  try {
    await mkdir(path.dirname(request.file), { recursive: true });
    const whole = await takeWhole(request);
    if (whole !== null) return whole;
    const failure = await fetchAll(request, get, signal, onProgress, limits);
    if (signal.aborted) return failed({ kind: 'cancelled' });
    return failure === null ? await finish(request) : failed(failure);
  } catch (error) {
    if (signal.aborted) return failed({ kind: 'cancelled' });
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return failed({ kind: 'unwritable', file: request.file, reason: error.message });
  }
}

function failed(failure: DownloadFailure): Downloaded {
  return { ok: false, failure };
}

/** What an earlier start brought to its end; null: nothing. Without a digest nobody knows what it is. */
async function takeWhole({ file, sha256: expected }: DownloadRequest): Promise<Downloaded | null> {
  const isThere = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isThere || expected === null) return null;
  const found = await digestOf(file);
  if (found.sha256.startsWith(expected)) return { ok: true, ...found };
  await rm(file);
  return null;
}

async function digestOf(file: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Null: every byte is there. */
async function fetchAll(
  request: DownloadRequest,
  get: HttpGet,
  signal: AbortSignal,
  onProgress: OnProgress,
  limits: DownloadLimits,
): Promise<DownloadFailure | null> {
  let fruitless = 0;
  let furthest = 0;
  for (let connections = 1; ; connections++) {
    const before = await readPartial(request.file, request.url);
    const answerMs = connections === 1 ? limits.firstAnswerMs : limits.answerMs;
    const got = await fetchSome(request, before, get, signal, onProgress, { ...limits, answerMs });
    if (got.kind === 'done' || signal.aborted) return null;
    if (got.kind === 'failed') return got.failure;
    // Whoever begins anew each time makes none.
    fruitless = got.there > furthest ? 0 : fruitless + 1;
    furthest = Math.max(furthest, got.there);
    // Whoever reaches nobody at all is told so soon: most likely this machine is offline, or something swallows what it
    // sends.
    const isUnreached = furthest === 0 && (got.failure.kind === 'offline' || got.failure.kind === 'unanswered');
    const attempts = isUnreached ? Math.min(ATTEMPTS_TO_REACH, limits.attempts) : limits.attempts;
    if (fruitless >= attempts || connections >= MAX_CONNECTIONS) return got.failure;
    await delay(limits.backOffMs * 2 ** fruitless, undefined, { signal });
  }
}

type Got =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly failure: DownloadFailure }
  /** Another connection may do better. `there`: bytes that it came to. */
  | { readonly kind: 'again'; readonly there: number; readonly failure: DownloadFailure };

async function fetchSome(
  request: DownloadRequest,
  before: PartialFile,
  get: HttpGet,
  signal: AbortSignal,
  onProgress: OnProgress,
  limits: DownloadLimits,
): Promise<Got> {
  const { hostname } = new URL(request.url);
  const again = (failure: DownloadFailure): Got => ({ kind: 'again', there: 0, failure });
  const isResumed = before.bytes > 0 && before.validator !== null;
  const headers = {
    // What is stored is what was hashed: nothing is compressed on the way.
    'accept-encoding': 'identity',
    'user-agent': 'Classifold',
    ...(isResumed ? { range: `bytes=${before.bytes}-`, 'if-range': before.validator } : {}),
  };
  const answer = AbortSignal.timeout(limits.answerMs);
  const connection = new AbortController();
  const stop = (): void => {
    connection.abort();
  };
  signal.addEventListener('abort', stop);
  answer.addEventListener('abort', stop);
  try {
    const followed = await getFollowing(get, new URL(request.url), headers, connection.signal, limits.allowsLoopback);
    answer.removeEventListener('abort', stop);
    if (!followed.ok) return { kind: 'failed', failure: followed.failure };
    const { reply, host } = followed;
    const start = beginning(reply, before);
    if (start === 'whole') {
      reply.close();
      return { kind: 'done' };
    }
    if (start === 'unfit') {
      // The part is longer than the file, or another part came than was asked for: from the beginning, then.
      reply.close();
      await discardPartial(request.file);
      return again({ kind: 'incomplete', host, bytes: 0, total: request.bytes });
    }
    if (start === null) {
      reply.close();
      const failure: DownloadFailure = { kind: 'status', host, status: reply.status };
      return isPassing(reply.status) ? again(failure) : { kind: 'failed', failure };
    }
    const refused = await refuseSize(request, start, host);
    if (refused !== null) {
      reply.close();
      // Room can be made on a disk: only what is no beginning of this file goes.
      if (refused.kind === 'wrong-size') await discardPartial(request.file);
      return { kind: 'failed', failure: refused };
    }
    return await receive(request, before.path, reply, start, host, onProgress, limits);
  } catch (error) {
    if (signal.aborted) return { kind: 'done' };
    if (answer.aborted) return again({ kind: 'unanswered', host: hostname, seconds: limits.answerMs / 1000 });
    if (isOfFileSystem(error)) throw error;
    return again({ kind: 'offline', host: hostname, reason: thrownMessage(error) });
  } finally {
    signal.removeEventListener('abort', stop);
    answer.removeEventListener('abort', stop);
  }
}

/** Errors of sockets have a `syscall` too, but no path. */
function isOfFileSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && 'path' in error;
}

/** Statuses that pass by themselves (RFC 9110: 408, 429, server errors). */
function isPassing(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}

/** Node 16 has none, which the Electron of the tests brings: a full disk is then met while it is written. */
const { statfs }: { readonly statfs?: typeof fs.statfs } = fs;

/** The size that is announced, against what is known of the file and against the disk. */
async function refuseSize(
  { file, bytes, mostBytes, spaceFactor }: DownloadRequest,
  { from, total }: Beginning,
  host: string,
): Promise<DownloadFailure | null> {
  if (total !== null && bytes !== null && total !== bytes)
    return { kind: 'wrong-size', host, bytes: total, expected: bytes };
  if (total !== null && total > mostBytes) return { kind: 'wrong-size', host, bytes: total, expected: mostBytes };
  if (statfs === undefined) return null;
  const folder = path.dirname(file);
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const needed = (total ?? bytes ?? mostBytes) * spaceFactor - from;
  return free < needed ? { kind: 'no-space', folder, needed, free } : null;
}

async function receive(
  request: DownloadRequest,
  part: string,
  reply: HttpReply,
  { from, total }: Beginning,
  host: string,
  onProgress: OnProgress,
  limits: DownloadLimits,
): Promise<Got> {
  const file = await open(part, from === 0 ? 'w' : 'a');
  let there = from;
  try {
    await notePartial(request.file, request.url, validatorOf(reply));
    onProgress(there, total);
    const most = (total ?? request.bytes ?? request.mostBytes) - from;
    const received = await receiveBody(reply, file, most, limits, (count) => {
      there += count;
      onProgress(there, total);
    });
    const again = (failure: DownloadFailure): Got => ({ kind: 'again', there, failure });
    switch (received.kind) {
      case 'unwritable':
        return { kind: 'failed', failure: { kind: 'unwritable', file: part, reason: received.reason } };
      case 'too-many':
        await discardPartial(request.file);
        return { kind: 'failed', failure: { kind: 'wrong-size', host, bytes: there + 1, expected: most + from } };
      case 'stalled':
        // What dribbles is no progress: it would go on for days.
        return { kind: 'again', there: 0, failure: { kind: 'stalled', host, seconds: limits.stallMs / 1000 } };
      case 'broken':
        return again(
          there === from
            ? { kind: 'offline', host, reason: received.reason }
            : { kind: 'incomplete', host, bytes: there, total },
        );
      case 'ended': {
        const whole = total ?? request.bytes;
        if (whole !== null && there < whole) return again({ kind: 'incomplete', host, bytes: there, total: whole });
        await file.sync();
        return { kind: 'done' };
      }
    }
  } finally {
    await file.close();
  }
}

/** Compares the whole file with what was published, and gives it its name. */
async function finish({ file, url, sha256: expected }: DownloadRequest): Promise<Downloaded> {
  const { path: part } = await readPartial(file, url);
  const { bytes, sha256 } = await digestOf(part);
  if (expected !== null && !sha256.startsWith(expected)) {
    await discardPartial(file);
    return failed({ kind: 'wrong-digest', host: new URL(url).hostname, sha256, expected });
  }
  await completePartial(file);
  return { ok: true, bytes, sha256 };
}
