/**
 * Paths as people type them in the app: `~` is the home folder, and a path without a beginning lies in it. The working
 * directory of the service means nothing to them. Some file managers give the address of a folder that is copied or
 * dropped, `file:///srv/music`.
 */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The absolute path that `typed` means; a slash at its end stays. */
export function fromHome(typed: string, home = homedir()): string {
  const path = (pathOfAddress(typed) ?? typed).replace(/^~(?=\/|$)/u, home);
  return isAbsolute(path) ? path : join(home, path);
}

/** The path in an address of a file of this machine; null for everything else. */
function pathOfAddress(typed: string): string | null {
  if (!/^file:\/\//iu.test(typed)) return null;
  try {
    return fileURLToPath(typed);
  } catch {
    return null;
  }
}
