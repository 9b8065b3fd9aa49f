/**
 * Where the mount shows tracks. Names are computed as the preview of a view computes them, and then looked at: a file is
 * a track's if its inode says so, so that tracks whose names collide are never taken for each other.
 */
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MountLayout } from '../library/views.ts';
import type { MountPreview } from '../model/mount.ts';
import type { MountPreviewRequest } from './preview.ts';

/** A track has this inode and its id, as `fuse/tree/inodes.ts` numbers them. */
const TRACK_INODES = 2 ** 32;

export interface MountedFile {
  readonly id: number;
  /** Absolute path. */
  readonly path: string;
}

/** What is asked. */
export interface MountedFilesContext {
  /** Where the library is mounted; null where it is not. */
  readonly directory: string | null;
  readonly layout: Pick<MountLayout, 'views' | 'names'>;
  preview(request: MountPreviewRequest): Promise<MountPreview>;
  /** Inode of a path; null where nothing is there. */
  readonly inodeOf?: (path: string) => Promise<number | null>;
}

/**
 * @param ids at most a hundred
 * @returns those that a view shows, in the order of `ids`; each once, in the first view that has it
 */
export async function mountedFiles(ids: readonly number[], context: MountedFilesContext): Promise<MountedFile[]> {
  const { directory, layout, preview, inodeOf = statInode } = context;
  if (directory === null) return [];
  const found = new Map<number, string>();
  for (const { name, template, query } of layout.views) {
    const left = ids.filter((id) => !found.has(id));
    if (left.length === 0) break;
    // Every alternative has the conditions of the view.
    const wanted = left.map((id) => `${query} id:${id}`.trim()).join(' , ');
    const { paths } = await preview({ template, query: wanted, names: layout.names, limit: left.length });
    for (const { id, path } of paths) {
      const place = await trackFile(join(directory, name, path), TRACK_INODES + id, inodeOf);
      if (place !== null) found.set(id, place);
    }
  }
  return ids.flatMap((id) => (found.has(id) ? [{ id, path: found.get(id)! }] : []));
}

/** The file with an inode at a path, or beside it under another name. */
async function trackFile(
  path: string,
  inode: number,
  inodeOf: (path: string) => Promise<number | null>,
): Promise<string | null> {
  if ((await inodeOf(path)) === inode) return path;
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const other = join(folder, name);
    if ((await inodeOf(other)) === inode) return other;
  }
  return null;
}

async function statInode(path: string): Promise<number | null> {
  const stats = await stat(path).catch(() => null);
  return stats?.isFile() === true ? stats.ino : null;
}
