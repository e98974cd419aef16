/** What a variable of the process says of a proxy. */
export type NamedProxy =
  | { readonly kind: 'none' }
  | { readonly kind: 'usable'; readonly href: string }
  /** Node would pass it over in silence, and connect without it. `scheme`: null where it is no address at all. */
  | { readonly kind: 'unusable'; readonly variable: string; readonly scheme: string | null };

/** A proxy is named that cannot be used: whoever named it wants nothing to go another way. */
export class UnusableProxyError extends Error {
  readonly variable: string;
  readonly scheme: string | null;
  constructor({ variable, scheme }: Extract<NamedProxy, { kind: 'unusable' }>) {
    super(`${variable} names a proxy that cannot be used`);
    this.name = 'UnusableProxyError';
    this.variable = variable;
    this.scheme = scheme;
  }
}

const USABLE: ReadonlySet<string> = new Set(['http', 'https']);

/** The proxy for URLs of this scheme, as other programs read it: without a scheme of its own it is one by http. */
export function namedProxy(env: NodeJS.ProcessEnv, scheme: 'http' | 'https'): NamedProxy {
  const names = [`${scheme}_proxy`, `${scheme}_proxy`.toUpperCase()];
  const variable = names.find((name) => valueOf(env, name) !== '');
  if (variable === undefined) return { kind: 'none' };
  const value = valueOf(env, variable);
  const [, own] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(value) ?? [];
  if (own !== undefined && !USABLE.has(own.toLowerCase())) return { kind: 'unusable', variable, scheme: own };
  try {
    // Lower-cases the scheme.
    const { href, username, password } = new URL(own === undefined ? `http://${value}` : value);
    // Node does, and throws where they are not encoded rightly.
    for (const credential of [username, password]) decodeURIComponent(credential);
    return { kind: 'usable', href };
  } catch {
    return { kind: 'unusable', variable, scheme: null };
  }
}

/** NO_PROXY, as Node reads it. */
export function namedExceptions(env: NodeJS.ProcessEnv): string {
  return valueOf(env, 'no_proxy') || valueOf(env, 'NO_PROXY');
}

function valueOf(env: NodeJS.ProcessEnv, variable: string): string {
  return env[variable]?.trim() ?? '';
}

/**
 * Whether NO_PROXY names a host, to be asked directly although the proxy is unusable: by itself, with its port, by a domain
 * above it or by `*`. With one that can be used Node decides, which knows ranges of addresses, too.
 */
export function isException({ hostname, port, protocol }: URL, exceptions: string): boolean {
  const host = hostname.toLowerCase();
  const full = `${host}:${port === '' ? (protocol === 'https:' ? 443 : 80) : port}`;
  return exceptions
    .toLowerCase()
    .split(/[\s,]+/)
    .some((one) => {
      const domain = one.replace(/^\*(?=\.)/, '');
      return (
        one === '*' ||
        one === host ||
        one === full ||
        (domain.length > 1 && domain.startsWith('.') && host.endsWith(domain))
      );
    });
}
