/**
 * Prepares a mount point: a directory that exists, is empty, is no live mount, and lies in no folder of originals. Clears
 * a mount that a killed process left, and takes over one whose service has died, or takes it away.
 */
import { lstat, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { BareDirectory, isBare } from './bare-directory.ts';
import { abortStale, detach, unmountUnused } from './unmount.ts';
import { MountError } from './mount-error.ts';
import { mountStateOf } from './mount-state.ts';
import { isOrphan, relieve } from './orphan.ts';

export interface MountPoint {
  /** Absolute, without symbolic links. */
  readonly directory: string;
  /** The directory where it was made here, and is to be removed after unmounting. */
  readonly bare: BareDirectory | null;
  /** Whether a mount that a killed process left was cleared. */
  readonly cleared: boolean;
}

/**
 * @param wanted where the user wants the library
 * @param libraryFolders folders that hold originals
 * @throws MountError
 */
export async function prepareMountPoint(wanted: string, libraryFolders: readonly string[]): Promise<MountPoint> {
  const absolute = resolve(wanted);
  const directory = await canonical(absolute);
  for (const folder of libraryFolders) {
    const root = await realpath(folder).catch(() => canonical(resolve(folder)));
    if (isInside(directory, root)) {
      throw new MountError(
        'INSIDE_LIBRARY',
        `${absolute} lies inside ${folder}, which holds music of the library: a scan would then read the mount itself. Choose a place outside of it.`,
      );
    }
  }
  const cleared = await clearStale(directory);
  return { directory, bare: await makeDirectory(directory), cleared };
}

/** Whether a mount process whose service died serves the directory. */
export async function isServedByOrphan(directory: string): Promise<boolean> {
  const state = await mountStateOf(await canonical(resolve(directory)));
  return state !== null && state.pid !== null && !state.stale && isOrphan(state.pid);
}

/** Whether a mount of ours is at the directory that no service has: its service died, and perhaps its process, too. */
export async function isLeftBehind(directory: string): Promise<boolean> {
  const state = await mountStateOf(await canonical(resolve(directory)));
  return state !== null && state.ours && (state.stale || (state.pid !== null && (await isOrphan(state.pid))));
}

/**
 * Takes away a mount that no service has any more. Its process ends by itself then, and keeps the audio that programs
 * have left in the mount.
 * @param force also while programs use it: their open files end with errors
 * @throws MountError `BUSY` with the names of the programs
 */
export async function unmountLeftBehind(wanted: string, force: boolean): Promise<void> {
  const directory = await canonical(resolve(wanted));
  const state = await mountStateOf(directory);
  if (state === null) return;
  // Behind a dead mount there is nothing that programs could still read.
  if (!force && !state.stale) return unmountUnused(directory);
  await abortStale(directory, state.device);
  const trouble = (await mountStateOf(directory)) === null ? null : await detach(directory);
  // Its process unmounts, too, when the connection ends.
  if (trouble !== null && (await mountStateOf(directory)) !== null) {
    throw new MountError('MOUNT_FAILED', `${directory} cannot be unmounted: ${trouble}`);
  }
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** The path without symbolic links, as far as it exists. The last name is not looked at: it may be a dead mount. */
async function canonical(path: string): Promise<string> {
  const parent = dirname(path);
  if (parent === path) return path;
  const real = await realpath(parent).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return canonical(parent);
    throw new MountError('MOUNT_FAILED', `${parent} cannot be used: ${error.message}`, error);
  });
  return join(real, basename(path));
}

async function clearStale(directory: string): Promise<boolean> {
  let cleared = false;
  // One dead mount can lie on another.
  for (let layer = 0; layer < 16; layer += 1) {
    let state = await mountStateOf(directory);
    if (state?.pid && !state.stale && (await isOrphan(state.pid))) {
      if (await relieve(state.pid, directory)) continue;
      // It may have died of what it was asked.
      state = await mountStateOf(directory);
    }
    if (state === null) return cleared;
    const dead = state.stale || (state.type.startsWith('fuse') && (await isDisconnected(directory)));
    if (!dead) {
      const by = state.ours
        ? `by process ${state.pid}, which serves a Descant library there`
        : `as ${state.type} (${state.source})`;
      throw new MountError(
        'ALREADY_MOUNTED',
        `${directory} is already mounted ${by}. Unmount it first or choose another place.`,
      );
    }
    if (state.type.startsWith('fuse')) await abortStale(directory, state.device);
    cleared = true;
    if ((await mountStateOf(directory)) === null) continue;
    const trouble = await detach(directory);
    if (trouble !== null) {
      throw new MountError('MOUNT_FAILED', `A dead mount at ${directory} cannot be cleared: ${trouble}`);
    }
  }
  throw new MountError(
    'MOUNT_FAILED',
    `${directory} is covered by too many dead mounts. Unmount them with "umount -l".`,
  );
}

async function isDisconnected(directory: string): Promise<boolean> {
  return lstat(directory).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'ENOTCONN',
  );
}

/** @returns `null` for a directory of the person's */
async function makeDirectory(directory: string): Promise<BareDirectory | null> {
  try {
    const existed = await lstat(directory).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (existed === null || isBare(existed)) return await BareDirectory.make(directory, existed !== null);
    if (!existed.isDirectory()) {
      throw new MountError('NOT_A_DIRECTORY', `${directory} is not a directory. Choose another place.`);
    }
    if ((await readdir(directory)).length > 0) {
      throw new MountError(
        'NOT_EMPTY',
        `${directory} is not empty: mounting would hide what is in it. Choose an empty or a new directory.`,
      );
    }
    return null;
  } catch (error) {
    if (error instanceof MountError) throw error;
    throw new MountError(
      'MOUNT_FAILED',
      `${directory} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  }
}
