import ipaddr from 'ipaddr.js';
import { notPublicTexts } from '../../shared/texts/model-install.ts';

/** A name or an address that leads into this machine or a network around it, where nothing is ever downloaded from. */
export class NotPublicError extends Error {
  readonly host: string;
  constructor(host: string, address: string) {
    super(host === address ? notPublicTexts.host(host) : notPublicTexts.address(host, address));
    this.name = 'NotPublicError';
    this.host = host;
  }
}

/** Names that stay on this machine or in its network, whatever they resolve to (RFC 6761, RFC 6762, RFC 8375). */
const LOCAL_NAME = /(?:^|\.)(?:localhost|local|internal|home\.arpa|lan)\.?$/i;

/**
 * Whether an address, IPv4 or IPv6 as text, is one of the internet: not private, loopback, link-local, carrier-grade NAT,
 * multicast or reserved, nor such a one written in IPv6 (mapped, NAT64; any of 6to4 and Teredo).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address in IPv6 clothes is what it is inside.
  const bare = ipaddr.process(address);
  const isTranslated = bare instanceof ipaddr.IPv6 && bare.match(NAT64);
  return (isTranslated ? new ipaddr.IPv4(bare.toByteArray().slice(-4)) : bare).range() === 'unicast';
}

/** Where the whole internet of IPv4 is for machines that have IPv6 alone: its last 32 bits are the address (RFC 6052). */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/** An address as a URL writes it (IPv6 in brackets); null where the host is a name. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.startsWith('[') && hostname.endsWith(']') ? hostname.slice(1, -1) : hostname;
  return ipaddr.isValid(bare) ? bare : null;
}

/** Throws `NotPublicError` where the host is known not to be public before anybody is asked for its address. */
export function refuseLocalHost(hostname: string): void {
  const address = literalAddress(hostname);
  if (address === null ? LOCAL_NAME.test(hostname) : !isPublicAddress(address))
    throw new NotPublicError(hostname, hostname);
}

/** Throws where one of the addresses that a name has is not public: a server must not choose which one is asked. */
export function refuseLocalAddresses(hostname: string, addresses: readonly string[]): void {
  const local = addresses.find((address) => !isPublicAddress(address));
  if (local !== undefined) throw new NotPublicError(hostname, local);
}

/** This machine, as a test's server has it. */
export function isLoopback(hostname: string): boolean {
  const address = literalAddress(hostname);
  return address === null ? hostname === 'localhost' : ipaddr.process(address).range() === 'loopback';
}
