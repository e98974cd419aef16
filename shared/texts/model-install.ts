import { assertNever } from '../assert-never.ts';
import type { DownloadFailure } from '../download-failure.ts';
import type { KnownDigest } from '../model-import.ts';
import { formatBytes, formatNumber } from './quantities.ts';

/** Digits of a digest that tell it from any other. */
const SHOWN_DIGITS = 16;

function shown(sha256: string): string {
  return sha256.length > SHOWN_DIGITS ? `${sha256.slice(0, SHOWN_DIGITS)}…` : sha256;
}

function seconds(n: number): string {
  return `${formatNumber(Math.max(1, Math.round(n)))} s`;
}

/** `20 MB`, `about 22 MB` where it was computed. */
export function sizeText(bytes: number, isStated: boolean): string {
  return isStated ? formatBytes(bytes) : `about ${formatBytes(bytes)}`;
}

/** What a download is compared with. */
export function digestText(digest: KnownDigest): string {
  switch (digest.kind) {
    case 'stated':
      return `${shown(digest.sha256)} (stated)`;
    case 'prefix':
      return `${digest.sha256}… (its beginning is stated)`;
    case 'recorded':
      return `${shown(digest.sha256)} (recorded here)`;
    case 'unverified':
      return 'unverified';
    default:
      return assertNever(digest);
  }
}

/** Why nothing is asked of a host: stands in a sentence below. */
export const notPublicTexts = {
  host: (host: string) => `${host} is not a public address`,
  address: (host: string, address: string) => `${host} leads to ${address}, which is not a public address`,
} as const;

/** What is said of published models that are installed, in the window and on the command line. */
export const installTexts = {
  unknown: (id: string, known: readonly string[]) =>
    `There is no published model “${id}”. There are: ${known.join(', ')}.`,
  otherFile: (file: string, sha256: string, expected: readonly string[]) =>
    `${file} is not a file that was published of this model: its SHA-256 is ${shown(sha256)}, expected is ` +
    `${expected.map(shown).join(' or ')}. Download it again, or import it as a model of your own.`,
  byHand: (url: string) => `You can also download ${url} by other means, and install it from that file.`,

  /** A sentence or two. */
  downloadFailed(failure: DownloadFailure): string {
    switch (failure.kind) {
      case 'offline':
        return `No connection to ${failure.host} (${failure.reason}). Is this machine online? What has come so far is kept.`;
      case 'unanswered':
        return `${failure.host} did not answer within ${seconds(failure.seconds)}. Is this machine online? What has come so far is kept.`;
      case 'status':
        return `${failure.host} does not give the file (HTTP status ${failure.status}).`;
      case 'insecure':
        return `The download led to ${failure.url}, which is not https. Nothing was taken from there.`;
      case 'not-public':
        return `The download led into a private network: ${failure.reason}. Nothing was asked there.`;
      case 'unusable-proxy':
        return failure.scheme === null
          ? `${failure.variable} is no address of a proxy, such as http://proxy.example:8080. Nothing was asked of anybody.`
          : `${failure.variable} names a proxy by ${failure.scheme}, where one by http or https can be used. Nothing was asked of anybody.`;
      case 'redirects':
        return `${failure.host} passed the download on too often.`;
      case 'incomplete':
        return (
          `The download from ${failure.host} broke off again and again, at ${formatBytes(failure.bytes)}` +
          `${failure.total === null ? '' : ` of ${formatBytes(failure.total)}`}. What has come so far is kept: try again later.`
        );
      case 'stalled':
        return `Hardly anything came from ${failure.host} for ${seconds(failure.seconds)}. What has come so far is kept: try again later.`;
      case 'wrong-size':
        return (
          `${failure.host} has a file of another size than was published: ${formatNumber(failure.bytes)} bytes, where ` +
          `${formatNumber(failure.expected)} are expected at most. It was not kept.`
        );
      case 'wrong-digest':
        return (
          `What came from ${failure.host} is not the file that was published: its SHA-256 is ${shown(failure.sha256)}, expected is ` +
          `${shown(failure.expected)}. It was removed.`
        );
      case 'no-space':
        return (
          `There is too little room in ${failure.folder}: ${formatBytes(failure.needed)} are needed, ` +
          `${formatBytes(failure.free)} are free.`
        );
      case 'unwritable':
        return `${failure.file} cannot be written: ${failure.reason}.`;
      case 'in-use':
        return `Another program is installing this model already (process ${failure.pid}). Try again when it has ended.`;
      case 'cancelled':
        return 'The download was cancelled. What has come so far is kept.';
      default:
        return assertNever(failure);
    }
  },
} as const;
