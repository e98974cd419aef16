import { refuseLocalAddresses } from './address.ts';

const DIRECT = 'DIRECT';

/**
 * Throws `NotPublicError` where a name would lead into this machine or its network, on a way that may end without a proxy.
 *
 * @param route as Chromium names it: proxies and `DIRECT`, in the order in which they are tried (`PROXY a:8080; DIRECT`)
 * @param resolve the addresses of a name; rejects where this machine does not know it
 */
export async function refuseLocalDirect(
  hostname: string,
  route: string,
  resolve: (hostname: string) => Promise<readonly string[]>,
): Promise<void> {
  const steps = route.split(';').map((step) => step.trim());
  // A proxy resolves names itself; the first that does not answer makes room for what is named after it.
  if (!steps.includes(DIRECT)) return;
  let addresses: readonly string[];
  try {
    addresses = await resolve(hostname);
  } catch (error) {
    // Behind a proxy machines need not know names of the internet; a direct connection then fails by itself.
    if (steps[0] === DIRECT) throw error;
    return;
  }
  refuseLocalAddresses(hostname, addresses);
}
