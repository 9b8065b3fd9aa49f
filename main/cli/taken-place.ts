/** Files that a command may write over: none without --force, and none among the originals or in the library. */
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { Api } from './connect.ts';
import { FileExistsError } from './text-sink.ts';

/** Refuses to replace a file without --force, and any file inside the folders of the originals or of the library. */
export async function refuseTakenPlace(api: Api, output: string, force: boolean): Promise<void> {
  if (!existsSync(output)) return;
  if (!force) throw new FileExistsError(output);
  const place = join(realpathSync(dirname(output)), basename(output));
  const inside = (await ownFolders(api)).find((folder) => isWithin(place, folder));
  if (inside !== undefined) {
    throw Object.assign(
      new Error(`${output} is inside ${inside}, where Descant never replaces a file; choose another path`),
      {
        code: 'EXISTS',
        path: output,
      },
    );
  }
}

/** The folders of the originals, and that of the library. */
export async function ownFolders(api: Api): Promise<readonly string[]> {
  const { folders, library } = await api.library.summary.query();
  return [...folders.map(({ path }) => path), library];
}

/** Whether a path lies in a folder, or is that folder. Both are real paths. */
export function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}

/** The real path of a folder for files that a command writes. @throws an error for a place inside the music, the library or the mount, and around them */
export async function placeOutside(api: Api, path: string): Promise<string> {
  const place = realPathOf(path);
  const [own, mount] = await Promise.all([ownFolders(api), api.mount.state.query()]);
  const taken = mount.directory === null ? own : [...own, mount.directory];
  const clash = taken.find((folder) => isWithin(place, folder) || isWithin(folder, place));
  if (clash !== undefined) {
    throw Object.assign(
      new Error(
        `${path} and ${clash} lie inside each other; files that Descant writes belong outside of the music, the library and the mount`,
      ),
      { code: 'BAD_PLACE', path },
    );
  }
  return place;
}

/** Also of a folder that is not there yet. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(path) === path) throw error;
    return join(realPathOf(dirname(path)), basename(path));
  }
}
