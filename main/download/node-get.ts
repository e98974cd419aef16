import { lookup } from 'node:dns';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { refuseLocalAddresses } from './address.ts';
import type { HttpGet, HttpReply } from './http-get.ts';
import { isException, namedExceptions, namedProxy, UnusableProxyError, type NamedProxy } from './named-proxy.ts';

/**
 * `HttpGet` by Node's own client, with the proxy that HTTPS_PROXY and NO_PROXY name. The addresses that a name has are
 * checked where the connection is made, so that it cannot lead elsewhere between two questions. Through a proxy it is
 * the proxy that resolves names; its own address may be anywhere. One that cannot be used rejects with
 * `UnusableProxyError`, before anybody is asked.
 *
 * @param env the variables of the process
 */
export function nodeGet(env: NodeJS.ProcessEnv, { allowsLoopback = false } = {}): HttpGet {
  const proxies = { https: namedProxy(env, 'https'), http: namedProxy(env, 'http') };
  const exceptions = namedExceptions(env);
  const hrefOf = (proxy: NamedProxy): string => (proxy.kind === 'usable' ? proxy.href : '');
  // `proxyEnv` is of Node 24.5: an older one ignores it, and connects directly (`ignoredProxy`).
  const proxyEnv = { https_proxy: hrefOf(proxies.https), http_proxy: hrefOf(proxies.http), no_proxy: exceptions };
  const agents = { https: new https.Agent({ proxyEnv }), http: new http.Agent({ proxyEnv }) };
  return (url, headers, signal) =>
    new Promise<HttpReply>((resolve, reject) => {
      const isSecure = url.protocol === 'https:';
      const proxy = isSecure ? proxies.https : proxies.http;
      if (proxy.kind === 'unusable' && !isException(url, exceptions)) {
        reject(new UnusableProxyError(proxy));
        return;
      }
      const options = {
        agent: isSecure ? agents.https : agents.http,
        headers,
        signal,
        lookup: allowsLoopback ? lookup : publicOnly(url.hostname),
      };
      const request = isSecure ? https.get(url, options) : http.get(url, options);
      request.once('response', (response) => {
        resolve(replyOf(response));
      });
      request.on('error', reject);
    });
}

/**
 * The variable that names a proxy which this Node cannot use, so that `nodeGet` connects without it; null: there is none.
 *
 * @param flags of this Node: the one for proxies came with what `nodeGet` needs
 */
export function ignoredProxy(
  env: NodeJS.ProcessEnv,
  flags: ReadonlySet<string> = process.allowedNodeEnvironmentFlags,
): string | null {
  if (flags.has('--use-env-proxy')) return null;
  return ['https_proxy', 'HTTPS_PROXY'].find((name) => (env[name] ?? '') !== '') ?? null;
}

function replyOf(response: IncomingMessage): HttpReply {
  return {
    status: response.statusCode ?? 0,
    header: (name) => {
      const value = response.headers[name];
      return typeof value === 'string' ? value : null;
    },
    body: response,
    close: () => {
      response.destroy();
    },
  };
}

/** Resolves names as ever, and refuses those of the target that lead to an address that is not public. */
function publicOnly(target: string): LookupFunction {
  return (hostname, options, answer) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        answer(error, []);
        return;
      }
      try {
        // Another name than the target's is the proxy's.
        if (hostname === target)
          refuseLocalAddresses(
            hostname,
            found.map(({ address }) => address),
          );
      } catch (refused) {
        answer(refused as NodeJS.ErrnoException, []);
        return;
      }
      if (options.all === true) answer(null, found);
      else answer(null, found[0]?.address ?? '', found[0]?.family);
    });
  };
}
