/**
 * Decides which requests the server answers, by their headers alone. The server has no passwords: on a loopback
 * address it relies on the fact that only programs of this machine reach it. Web pages in a browser of this machine
 * reach it too and must be refused:
 *
 * - Browsers send `Origin` with every request of a page that can change something, programs send none. The server
 *   has no pages, so every Origin is that of another site. This also covers the bodies that a page may send without
 *   asking first (no content type, text/plain, forms).
 * - A page that rebinds its own DNS name to a loopback address reads without Origin, but sends that name as Host.
 */

import type { IncomingHttpHeaders } from 'node:http';
import { isIP, isIPv4 } from 'node:net';

/**
 * Whether a request may come from a web page.
 * @param localAddress the address of this machine at which the request arrived; on addresses of a network every Host
 *   is accepted, because clients there use names that the server does not know
 */
export function isFromWebPage(
  { origin, host }: Pick<IncomingHttpHeaders, 'origin' | 'host'>,
  localAddress: string | undefined,
): boolean {
  return origin !== undefined || (isLoopback(localAddress) && !isLocalHost(host));
}

function isLoopback(address: string | undefined): boolean {
  if (address === undefined) return true;
  const plain = address.replace(/^::ffff:/, '');
  return plain === '::1' || (isIPv4(plain) && plain.startsWith('127.'));
}

/**
 * Whether a Host header is an IP address or a name that no DNS zone of an attacker contains: `localhost`, names below
 * it, and names without a dot, which come from /etc/hosts. Clients of HTTP/1.0 send no Host; browsers always do.
 */
function isLocalHost(host: string | undefined): boolean {
  if (host === undefined) return true;
  const name = host.replace(/:\d*$/, '').toLowerCase();
  if (name.startsWith('[') && name.endsWith(']')) return isIP(name.slice(1, -1)) === 6;
  return isIPv4(name) || !name.includes('.') || name.endsWith('.localhost');
}
