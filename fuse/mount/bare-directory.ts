/**
 * The directory that Descant makes under its mount. A program may use it while nothing is mounted, as after a kill: it
 * must not find an empty library there, and a save that began in the mount must not end there.
 *
 * Invariant: it can never be listed, and nothing can be made in it once something has been mounted on it. Permissions
 * are no obstacle to root, so what stands in it nevertheless is set aside when it is mounted on again.
 */
import type { Stats } from 'node:fs';
import { chmod, mkdir, open, rename, rmdir, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Without a mount; fusermount3 mounts only where the user may write. */
const BEFORE = 0o300;
/** From the first mount on. */
const SEALED = 0o100;

/** open(2): the handle names the directory, also when something is mounted on it, and needs no permission to read it. */
const O_PATH = 0o10000000;

/** Whether a directory was made here. */
export function isBare(found: Stats): boolean {
  const permissions = found.mode & 0o777;
  return found.isDirectory() && (permissions === BEFORE || permissions === SEALED);
}

export class BareDirectory {
  /** Where the things lie now that were in the directory before; `null` if it was empty. */
  readonly setAside: string | null;
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle, setAside: string | null) {
    this.#handle = handle;
    this.setAside = setAside;
  }

  /**
   * Makes the directory, and the folders above it.
   * @param exists whether one that was made here stands there: another takes its place
   */
  static async make(directory: string, exists: boolean): Promise<BareDirectory> {
    const setAside = exists ? await removeOrSetAside(directory) : null;
    await mkdir(dirname(directory), { recursive: true });
    await mkdir(directory, { mode: BEFORE });
    return new BareDirectory(await open(directory, O_PATH), setAside);
  }

  /** To be called when something is mounted on it. */
  async seal(): Promise<void> {
    await chmod(`/proc/self/fd/${this.#handle.fd}`, SEALED);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

/** @returns where its content lies now, or `null` if it was empty */
async function removeOrSetAside(directory: string): Promise<string | null> {
  const hasContent = await rmdir(directory).then(
    () => false,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTEMPTY' || error.code === 'EEXIST') return true;
      throw error;
    },
  );
  if (!hasContent) return null;
  const place = await freeName(`${directory} (saved while not mounted)`);
  await rename(directory, place);
  await chmod(place, 0o700);
  return place;
}

async function freeName(wanted: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted} ${number}`;
    const isTaken = await stat(name).then(
      () => true,
      () => false,
    );
    if (!isTaken) return name;
  }
}
