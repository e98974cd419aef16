import { isLoopback, NotPublicError, refuseLocalHost } from './address.ts';
import type { DownloadFailure } from '../../shared/download-failure.ts';
import type { HttpGet, HttpReply } from './http-get.ts';
import { UnusableProxyError } from './named-proxy.ts';

export type Followed =
  | { readonly ok: true; readonly reply: HttpReply; readonly host: string }
  | { readonly ok: false; readonly failure: DownloadFailure };

const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Asks for a URL and follows a few redirects, each of which must again be https and public. Throws what the connection
 * throws.
 *
 * @param allowsLoopback for tests: a server of this machine, by http as well
 */
export async function getFollowing(
  get: HttpGet,
  start: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  allowsLoopback: boolean,
): Promise<Followed> {
  let url = start;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const refused = refusal(url, allowsLoopback);
    if (refused !== null) return { ok: false, failure: refused };
    let reply: HttpReply;
    try {
      reply = await get(url, headers, signal);
    } catch (error) {
      if (error instanceof NotPublicError) return { ok: false, failure: notPublic(error) };
      if (error instanceof UnusableProxyError) {
        const { variable, scheme } = error;
        return { ok: false, failure: { kind: 'unusable-proxy', variable, scheme } };
      }
      throw error;
    }
    const location = reply.header('location');
    if (!REDIRECTS.has(reply.status) || location === null) return { ok: true, reply, host: url.host };
    reply.close();
    const next = urlFrom(location, url);
    if (next === null) return { ok: false, failure: { kind: 'insecure', url: location } };
    url = next;
  }
  return { ok: false, failure: { kind: 'redirects', host: start.host } };
}

/** Null where it is none. Not by `URL.canParse`, which Node 16 does not have. */
function urlFrom(location: string, base: URL): URL | null {
  try {
    return new URL(location, base);
  } catch {
    return null;
  }
}

/** Why this address is not asked at all; null: it may be. */
function refusal(url: URL, allowsLoopback: boolean): DownloadFailure | null {
  if (allowsLoopback && url.protocol === 'http:' && isLoopback(url.hostname)) return null;
  if (url.protocol !== 'https:') return { kind: 'insecure', url: url.href };
  try {
    refuseLocalHost(url.hostname);
    return null;
  } catch (error) {
    if (error instanceof NotPublicError) return notPublic(error);
    throw error;
  }
}

function notPublic({ message }: NotPublicError): DownloadFailure {
  return { kind: 'not-public', reason: message };
}
