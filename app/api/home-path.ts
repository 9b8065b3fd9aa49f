/**
 * Paths as people type them in the app: `~` is the home folder, and a path without a beginning lies in it. The working
 * directory of the service means nothing to them.
 */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The absolute path that `typed` means; a slash at its end stays. */
export function fromHome(typed: string, home = homedir()): string {
  const path = typed.replace(/^~(?=\/|$)/u, home);
  return isAbsolute(path) ? path : join(home, path);
}
