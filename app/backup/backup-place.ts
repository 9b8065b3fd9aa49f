/**
 * Where a backup of the whole library may be written: never inside the music or the library, so that no original can be
 * replaced, whatever path is asked for.
 */
import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, sep } from 'node:path';

/** A path that a backup cannot be written to. */
export class BackupPlaceError extends Error {
  readonly code = 'BAD_PLACE';
  readonly path: string;
  constructor(message: string, path: string) {
    super(message);
    this.name = 'BackupPlaceError';
    this.path = path;
  }
}

/**
 * @param own the folders of the music and of the library
 * @returns the path behind all links of its folder
 * @throws BackupPlaceError
 */
export async function backupPlace(path: string, own: readonly string[]): Promise<string> {
  if (!isAbsolute(path)) throw new BackupPlaceError(`${path} is no whole path; begin it with / or ~/`, path);
  if (path.endsWith(sep)) throw new BackupPlaceError(`${path} is a folder; name a file`, path);
  const folder = await realpath(dirname(path)).catch(() => null);
  if (folder === null) throw new BackupPlaceError(`${dirname(path)} is not there; make the folder first`, path);
  const place = join(folder, basename(path));
  // The file itself may be a link to an original.
  const target = await realpath(place).catch(() => place);
  const real = await Promise.all(own.map((one) => realpath(one).catch(() => one)));
  const inside = real.find((outer) => isWithin(place, outer) || isWithin(target, outer));
  if (inside === undefined) return place;
  throw new BackupPlaceError(
    `${path} is inside ${inside}; a backup belongs outside of the music and of the library`,
    path,
  );
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}
