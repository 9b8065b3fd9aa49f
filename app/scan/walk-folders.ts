/**
 * Walks the folders below a root, and yields each with the files in it.
 *
 * Paths are bytes. Symbolic links are followed only where they lead outside the root, so that no file is found twice,
 * and not to a folder that the root lies in; loops end because a folder is entered once (by device and inode). Hidden
 * entries are left out. An unreadable folder is reported, and the walk goes on.
 */
import { lstatSync, readdirSync, realpathSync, statSync, type Dirent, type Stats } from 'node:fs';
import { isInside, joinPath } from '../storage/path-bytes.ts';
import { whyOf } from '../model/system-errors.ts';

const DOT = 0x2e;

export type EntryKind = 'file' | 'folder' | 'other';

export interface FolderEntries {
  readonly path: Buffer;
  /** When an entry was last added, renamed or removed, as it was before the folder was read. */
  readonly mtimeMs: number;
  /** Names of the files in it. */
  readonly files: readonly Buffer[];
}

export interface WalkError {
  readonly path: Buffer;
  readonly message: string;
}

export interface WalkOptions {
  /** Folders that are not entered, nor followed to by a link: see `leftOut`. */
  readonly skip: (path: Buffer) => boolean;
  /** Called for each folder that cannot be read. */
  readonly onError: (error: WalkError) => void;
  /** Called for each folder before it is read. */
  readonly onEnter?: (path: Buffer) => void;
  /** The folder to begin with, inside the root; the root itself by default. */
  readonly from?: Buffer;
  /** Whether only the first folder is read, without the folders in it. */
  readonly shallow?: boolean;
}

export function* walkFolders(root: Buffer, options: WalkOptions): Generator<FolderEntries> {
  const open: Buffer[] = [options.from ?? root];
  const entered = new Set<string>();
  for (let folder = open.pop(); folder; folder = open.pop()) {
    let entries: Dirent<Buffer>[];
    let stats: Stats;
    try {
      stats = statSync(folder);
    } catch (error) {
      options.onError({ path: folder, message: whyOf(error) });
      continue;
    }
    const identity = `${stats.dev}:${stats.ino}`;
    if (entered.has(identity)) continue;
    entered.add(identity);
    options.onEnter?.(folder);
    try {
      entries = readdirSync(folder, { withFileTypes: true, encoding: 'buffer' });
    } catch (error) {
      options.onError({ path: folder, message: whyOf(error) });
      continue;
    }
    const files: Buffer[] = [];
    for (const entry of entries) {
      if (entry.name[0] === DOT) continue;
      if (entry.isFile()) {
        files.push(entry.name);
        continue;
      }
      const path = joinPath(folder, entry.name);
      const kind = kindOf(entry, path, root, options.skip);
      if (kind === 'file') files.push(entry.name);
      else if (kind === 'folder' && !options.shallow) open.push(path);
    }
    yield { path: folder, mtimeMs: stats.mtimeMs, files };
  }
}

/** What lies at a path of a root, for a walk; links are resolved by its rules. @param skip see `WalkOptions` */
export function kindAt(path: Buffer, root: Buffer, skip: WalkOptions['skip']): EntryKind {
  try {
    return kindOf(lstatSync(path), path, root, skip);
  } catch {
    return 'other';
  }
}

function kindOf(
  entry: Pick<Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink'>,
  path: Buffer,
  root: Buffer,
  skip: WalkOptions['skip'],
): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return skip(path) ? 'other' : 'folder';
  if (!entry.isSymbolicLink()) return 'other';
  try {
    const target = realpathSync(path, { encoding: 'buffer' });
    if (isInside(target, root) || isInside(root, target) || skip(target)) return 'other';
    const stats = statSync(path);
    if (stats.isDirectory()) return 'folder';
    return stats.isFile() ? 'file' : 'other';
  } catch {
    return 'other';
  }
}
