/** Where a person's music probably is: offered where a library has no folder yet. */
import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The music folder of the desktop (`XDG_MUSIC_DIR` of user-dirs.dirs, freedesktop.org's xdg-user-dirs), or `Music` in the
 * home folder. Null where there is none, it is empty, or cannot be read.
 *
 * @param config folder of the desktop's settings
 */
export async function musicFolder(
  home = homedir(),
  config = process.env['XDG_CONFIG_HOME'] || join(home, '.config'),
): Promise<string | null> {
  const settings = await readFile(join(config, 'user-dirs.dirs'), 'utf8').catch(() => '');
  const set = /^\s*XDG_MUSIC_DIR="(?<path>(?:\$HOME)?\/(?:[^"\\]|\\.)*)"/mu.exec(settings)?.groups?.['path'];
  const path = set?.replace(/^\$HOME/u, home).replaceAll(/\\(.)/gu, '$1') ?? join(home, 'Music');
  // The desktop says by the home folder itself that there is none.
  if (join(path, '.') === join(home, '.')) return null;
  const entries = await readdir(path).catch(() => []);
  return entries.length === 0 ? null : path;
}
