/**
 * Makes a folder hold copies of tracks, with their tags and paths as the mount shows them. A second run copies what has
 * changed and nothing else.
 *
 * Invariants: a file appears under its name when it is complete. Files that are not of the folder's list are never
 * touched (`manifest.ts`). One file that fails does not end the run.
 */
import { constants } from 'node:fs';
import { access, open, rename, rm, rmdir, stat, statfs, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CopyFailure, CopyRequest, CopyResult } from '../../app/model/copies.ts';
import type { PauseGate } from '../../app/model/pause-gate.ts';
import { makeFolder } from '../../app/storage/make-folder.ts';
import type { Overlay } from '../../fuse/overlay/overlay.ts';
import type { VirtualFile } from '../../fuse/overlay/virtual-file.ts';
import { convert, convertedPath, FfmpegMissingError, isConverted, TARGETS } from './convert.ts';
import { CopyManifest, type CopiedFile } from './manifest.ts';
import { sourceOf, wantedFiles, type WantedFile } from './wanted-files.ts';
import { whyOf } from '../../app/model/system-errors.ts';

/** Bytes that are read at once. */
const CHUNK = 1 << 20;
/** Name of the file that is being written. */
const PARTIAL = '.descant-copy.part';
const CONVERTED = `${PARTIAL}.converted`;

/** What a request says about the files themselves. */
type CopyOptions = Pick<CopyRequest, 'convert' | 'delete' | 'dryRun'>;

/** Called before each file. @param total files to copy */
export type CopyReport = (done: number, total: number, path: string) => void;

/** How a run is ended, and where it rests: before a file, with no reading of the library open. */
export interface CopyControl {
  readonly signal: AbortSignal;
  readonly gate: PauseGate;
}

/** A file to copy. */
interface Task extends WantedFile {
  /** Below the folder; another extension than `path` where the file is converted. */
  readonly target: string;
  readonly key: string;
  /** Bytes before a conversion. */
  readonly size: number;
  readonly converted: boolean;
}

/** The disk has no room for the copies. */
export class NoRoomError extends Error {
  readonly code = 'DISK_FULL';
  readonly path: string;
  constructor(path: string, needed: number, free: number) {
    // Rounded apart: both as 1 MB would be no reason.
    const [most, least] = [Math.ceil(needed / 1e5) / 10, Math.floor(free / 1e5) / 10];
    super(`the copies take ${most} MB, and ${path} has ${least} MB free; copy fewer tracks, or convert them`);
    this.name = 'NoRoomError';
    this.path = path;
  }
}

/**
 * @param overlay what the folder should hold
 * @param directory absolute path of the folder; made when it is not there
 * @throws NoRoomError, FfmpegMissingError, and errors of a folder that cannot be written
 */
export async function copyTracks(
  overlay: Overlay,
  directory: string,
  options: CopyOptions,
  report: CopyReport,
  { signal, gate }: CopyControl,
): Promise<CopyResult> {
  if (!options.dryRun) makeFolder(directory);
  const manifest = CopyManifest.read(directory);
  const failed: CopyFailure[] = [];
  const { tasks, wanted, unchanged } = await plan(overlay, directory, manifest, options, failed, signal);
  const stale = manifest.files().filter(({ path }) => !wanted.has(path));
  const bytes = tasks.reduce((sum, { size }) => sum + size, 0);
  const result = { unchanged, failed, bytes, stale: stale.map(({ path }) => path) };
  if (options.dryRun) {
    const deleted = options.delete ? result.stale : [];
    return { ...result, copied: tasks.map(({ target }) => target), deleted, cancelled: signal.aborted };
  }
  try {
    // Deletions come first: they make room.
    const deleted = options.delete ? await deleteCopies(directory, stale, manifest, failed) : [];
    await checkRoom(directory, tasks, manifest);
    const copied: string[] = [];
    let copiedBytes = 0;
    for (const [done, task] of tasks.entries()) {
      report(done, tasks.length, task.target);
      await gate.passed();
      if (signal.aborted) break;
      try {
        copiedBytes += await copyOne(overlay, directory, task, manifest, options, signal);
        copied.push(task.target);
      } catch (error) {
        if (error instanceof FfmpegMissingError || (error as NodeJS.ErrnoException).code === 'ENOSPC') throw error;
        if (!signal.aborted) failed.push({ path: task.target, message: whyOf(error) });
      }
    }
    return { ...result, copied, deleted, bytes: copiedBytes, cancelled: signal.aborted };
  } finally {
    // Also what a run left that was killed.
    for (const name of [PARTIAL, CONVERTED]) await rm(join(directory, name), { force: true }).catch(() => {});
    manifest.close();
  }
}

/** What is to be copied, and the paths of all that should be there. */
async function plan(
  overlay: Overlay,
  directory: string,
  manifest: CopyManifest,
  options: CopyOptions,
  failed: CopyFailure[],
  signal: AbortSignal,
): Promise<{ tasks: Task[]; wanted: Set<string>; unchanged: number }> {
  const target = options.convert === null ? null : TARGETS[options.convert];
  const tasks: Task[] = [];
  const wanted = new Set<string>();
  let unchanged = 0;
  for (const file of wantedFiles(overlay)) {
    signal.throwIfAborted();
    const converted = target !== null && isConverted(file.path, target);
    const path = converted ? convertedPath(file.path, target) : file.path;
    // Two originals of one name that differ in their format alone.
    if (wanted.has(path)) {
      failed.push({ path: file.path, message: `another track has the name ${path} after the conversion` });
      continue;
    }
    wanted.add(path);
    try {
      const source = await sourceOf(overlay, file.inode);
      const key = converted ? `${source.key} ${options.convert}` : source.key;
      if (await isThere(directory, manifest.get(path), key)) unchanged++;
      else tasks.push({ ...file, target: path, key, size: source.size, converted });
    } catch (error) {
      failed.push({ path, message: whyOf(error) });
    }
  }
  return { tasks, wanted, unchanged };
}

/** Whether a copy is the one that was made, as far as its size tells. */
async function isThere(directory: string, copy: CopiedFile | undefined, key: string): Promise<boolean> {
  if (copy?.source !== key) return false;
  const found = await stat(join(directory, copy.path)).catch(() => null);
  return found?.size === copy.size;
}

async function checkRoom(directory: string, tasks: readonly Task[], manifest: CopyManifest): Promise<void> {
  // Nobody knows before how much a conversion saves.
  if (tasks.some(({ converted }) => converted)) return;
  const replaced = tasks.reduce((sum, { target }) => sum + (manifest.get(target)?.size ?? 0), 0);
  const needed = tasks.reduce((sum, { size }) => sum + size, 0) - replaced;
  const { bavail, bsize } = await statfs(directory);
  const free = bavail * bsize;
  if (needed > free) throw new NoRoomError(directory, needed, free);
}

/** @returns the bytes of the copy */
async function copyOne(
  overlay: Overlay,
  directory: string,
  task: Task,
  manifest: CopyManifest,
  options: CopyOptions,
  signal: AbortSignal,
): Promise<number> {
  const path = join(directory, task.target);
  const partial = join(directory, PARTIAL);
  if (!manifest.get(task.target)) await refuseForeign(path);
  const file = await overlay.file(task.inode);
  makeFolder(dirname(path));
  await writeCopy(file, partial, signal);
  if (task.converted) {
    const converted = join(directory, CONVERTED);
    try {
      await convert(partial, converted, TARGETS[options.convert!]!, signal);
      await rename(converted, partial);
    } finally {
      await rm(converted, { force: true });
    }
  }
  const { modified } = file.attributes;
  await utimes(partial, modified.seconds, modified.seconds);
  await sync(partial);
  const { size } = await stat(partial);
  // The list names the file before it is there, and says what it holds when it is: a kill in between has it copied again.
  manifest.add({ path: task.target, source: '', size });
  await rename(partial, path);
  manifest.add({ path: task.target, source: task.key, size });
  return size;
}

async function writeCopy(file: VirtualFile, path: string, signal: AbortSignal): Promise<void> {
  const buffer = Buffer.alloc(CHUNK);
  await file.retain();
  try {
    const copy = await open(path, 'w');
    try {
      for (let at = 0; ;) {
        signal.throwIfAborted();
        const count = await file.read(buffer, CHUNK, at);
        if (count === 0) break;
        await copy.writeFile(buffer.subarray(0, count));
        at += count;
      }
    } finally {
      await copy.close();
    }
  } finally {
    await file.release();
  }
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync().finally(() => file.close());
}

/** A file in the way that Descant has not copied stays. */
async function refuseForeign(path: string): Promise<void> {
  const isFree = await access(path, constants.F_OK).then(
    () => false,
    () => true,
  );
  if (!isFree) throw new Error(`a file that Descant has not copied is in its place: ${path}; move it away`);
}

/** Deletes copies that are still as they were made, and the folders that are empty then. @returns their paths */
async function deleteCopies(
  directory: string,
  copies: readonly CopiedFile[],
  manifest: CopyManifest,
  failed: CopyFailure[],
): Promise<string[]> {
  const deleted: string[] = [];
  for (const { path, size } of copies) {
    const found = await stat(join(directory, path)).catch(() => null);
    if (found && found.size !== size) {
      failed.push({ path, message: 'it has changed since it was copied, and is not deleted' });
      continue;
    }
    await rm(join(directory, path), { force: true });
    manifest.remove(path);
    deleted.push(path);
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
      const isEmpty = await rmdir(join(directory, folder)).then(
        () => true,
        () => false,
      );
      if (!isEmpty) break;
    }
  }
  return deleted;
}
