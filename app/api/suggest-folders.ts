/** Completes the path of a folder while it is typed. */
import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fromHome } from './home-path.ts';

const MOST = 20;

/**
 * Folders whose path begins with what is typed, whatever the case of its last part, in order of name. Hidden ones only
 * when that part begins with a dot. Empty where the folder above cannot be read. Nothing typed, `~` and paths without
 * a beginning mean the home folder.
 */
export async function suggestFolders(text: string, home = homedir()): Promise<string[]> {
  const prefix = text === '' || text === '~' ? `${home}/` : fromHome(text, home);
  const parent = prefix.endsWith('/') ? prefix : dirname(prefix);
  const typed = prefix.slice(prefix.lastIndexOf('/') + 1).toLowerCase();
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  const named = entries
    .filter(({ name }) => name.toLowerCase().startsWith(typed))
    .filter(({ name }) => !name.startsWith('.') || typed.startsWith('.'))
    .map((entry) => ({ entry, path: join(parent, entry.name) }));
  const folders = await Promise.all(
    named.map(async ({ entry, path }) => entry.isDirectory() || (entry.isSymbolicLink() && (await isFolder(path)))),
  );
  return named
    .filter((_, index) => folders[index])
    .map(({ path }) => path)
    .sort()
    .slice(0, MOST);
}

/** Whether a link leads to a folder: that of a person's music is often one to another disk. */
async function isFolder(link: string): Promise<boolean> {
  const target = await stat(link).catch(() => null);
  return target?.isDirectory() ?? false;
}
