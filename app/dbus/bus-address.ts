/** Addresses of a bus, as DBUS_SESSION_BUS_ADDRESS has them (D-Bus Specification, "Server Addresses"). */

/**
 * Paths of sockets to try, in order: `unix:path=/run/user/1000/bus,guid=…;unix:abstract=/tmp/dbus-x`. A name of Linux
 * without a file begins with NUL, as `net` takes it. Other transports are left out.
 */
export function socketPaths(addresses: string): string[] {
  return addresses.split(';').flatMap((address) => {
    const [transport, keys] = splitOnce(address.trim(), ':');
    if (transport !== 'unix') return [];
    const values = new Map(keys.split(',').map((pair) => splitOnce(pair, '=')));
    const path = unescaped(values.get('path'));
    if (path !== null) return [path];
    const abstract = unescaped(values.get('abstract'));
    return abstract === null ? [] : [`\0${abstract}`];
  });
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** `%20` → a space; null for what is absent or no valid escape. */
function unescaped(value: string | undefined): string | null {
  if (value === undefined || value === '') return null;
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
