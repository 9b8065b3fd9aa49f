/** Files that a command may write over: none without --force, and none among the originals or in the library. */
import { existsSync, realpathSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BadPlaceError, isWithin, outsidePlace } from '../../app/storage/outside-place.ts';
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

/** Refuses any file inside the folders of the originals or of the library, also one that is not there yet. */
export async function refuseOwnPlace(api: Api, output: string): Promise<void> {
  // Without its folder, the file cannot be written anyway: that error says more.
  const folder = await realpath(dirname(output)).catch(() => null);
  if (folder === null) return;
  const inside = (await ownFolders(api)).find((own) => isWithin(folder, own));
  if (inside === undefined) return;
  throw new BadPlaceError(`${output} is inside ${inside}; choose a path outside of the music and the library`, output);
}

/** The folders of the originals, and that of the library. */
export async function ownFolders(api: Api): Promise<readonly string[]> {
  const { folders, library } = await api.library.summary.query();
  return [...folders.map(({ path }) => path), library];
}

/** The real path of a folder for files that a command writes. @throws BadPlaceError for a place inside the music, the library or the mount, and around them */
export async function placeOutside(api: Api, path: string): Promise<string> {
  const [own, mount] = await Promise.all([ownFolders(api), api.mount.state.query()]);
  return outsidePlace(path, mount.directory === null ? own : [...own, mount.directory]);
}
