/**
 * Walks the folders below a root and yields, folder by folder, the files that may be audio and those that
 * may belong to audio beside them.
 *
 * Paths are bytes. Symbolic links are followed only where they lead outside the root, so that no file is found twice,
 * and not to a folder that the root lies in; loops end because a folder is entered once (by
 * device and inode). An unreadable folder is reported, and the walk goes
 * on.
 */
import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { FORMAT_EXTENSIONS } from '../../fuse/formats/formats.ts';
import { extensionOf, isInside, joinPath } from '../storage/path-bytes.ts';

/** Files that no format record reads: their tags are read by `foreign-file.ts`. */
const FOREIGN_EXTENSIONS = ['aac', 'dff', 'wma', 'asf', 'tta', 'mka', 'webm', 'spx'];

/** What Descant takes for audio, by extension; files without one are looked into. */
const AUDIO_EXTENSIONS = new Set([...FORMAT_EXTENSIONS, ...FOREIGN_EXTENSIONS]);

/** What belongs to audio in the same folder: cue sheets, logs, lyrics, booklets, playlists, pictures. */
const SIDECAR_EXTENSIONS = new Set([
  'cue',
  'log',
  'lrc',
  'pdf',
  'txt',
  'nfo',
  'm3u',
  'm3u8',
  'accurip',
  'jpg',
  'jpeg',
  'png',
  'webp',
  'gif',
]);

export interface WalkedFolder {
  readonly path: Buffer;
  /** When an entry was last added, renamed or removed, as it was before the folder was read. */
  readonly mtimeMs: number;
  /** Names of the files that may be audio. */
  readonly names: readonly Buffer[];
  /** Names of the files that belong to the folder's audio, if there is any. */
  readonly sidecars: readonly Buffer[];
}

export interface WalkError {
  readonly path: Buffer;
  readonly message: string;
}

export interface WalkOptions {
  /** Folders that are not entered: the mount itself. */
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

export function* walk(root: Buffer, options: WalkOptions): Generator<WalkedFolder> {
  const open: Buffer[] = [options.from ?? root];
  const entered = new Set<string>();
  for (let folder = open.pop(); folder; folder = open.pop()) {
    let entries: Dirent<Buffer>[];
    let mtimeMs: number;
    try {
      const stats = statSync(folder);
      const identity = `${stats.dev}:${stats.ino}`;
      if (entered.has(identity)) continue;
      entered.add(identity);
      mtimeMs = stats.mtimeMs;
      options.onEnter?.(folder);
      entries = readdirSync(folder, { withFileTypes: true, encoding: 'buffer' });
    } catch (error) {
      options.onError({ path: folder, message: (error as Error).message });
      continue;
    }
    const names: Buffer[] = [];
    const sidecars: Buffer[] = [];
    for (const entry of entries) {
      if (entry.name[0] === 0x2e) continue;
      const kind = kindOf(entry, folder, root);
      if (kind === 'folder') {
        const path = joinPath(folder, entry.name);
        if (!options.shallow && !options.skip(path)) open.push(path);
      } else if (kind === 'file') {
        const extension = extensionOf(entry.name);
        if (mayBeAudio(entry.name, extension)) names.push(entry.name);
        else if (SIDECAR_EXTENSIONS.has(extension)) sidecars.push(entry.name);
      }
    }
    yield { path: folder, mtimeMs, names, sidecars };
  }
}

function mayBeAudio(name: Buffer, extension: string): boolean {
  return extension === '' ? name.indexOf(0x2e) === -1 : AUDIO_EXTENSIONS.has(extension);
}

function kindOf(entry: Dirent<Buffer>, folder: Buffer, root: Buffer): 'file' | 'folder' | 'other' {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (!entry.isSymbolicLink()) return 'other';
  try {
    const path = joinPath(folder, entry.name);
    const target = realpathSync(path, { encoding: 'buffer' });
    if (isInside(target, root) || isInside(root, target)) return 'other';
    const stats = statSync(path);
    if (stats.isDirectory()) return 'folder';
    return stats.isFile() ? 'file' : 'other';
  } catch {
    return 'other';
  }
}
