/**
 * A playlist as the mount shows it, with absolute paths of the mount. The file is found by its inode, which follows from
 * the number of the playlist, so that its name does not matter.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { savedPlaylistInode } from '../../../fuse/tree/inodes.ts';
import { PLAYLISTS_FOLDER } from '../../../fuse/tree/saved-playlists.ts';

/**
 * @param mount where the library is mounted
 * @throws Error `NOT_FOUND` when the mount does not show the playlist
 */
export async function mountPlaylist(mount: string, id: number): Promise<{ text: string; tracks: number }> {
  const path = await fileOf(join(mount, PLAYLISTS_FOLDER), savedPlaylistInode(id));
  if (path === null) {
    throw Object.assign(
      new Error(`the mount ${mount} does not show this playlist; see: descant config mount.playlists`),
      {
        code: 'NOT_FOUND',
        path: mount,
      },
    );
  }
  const lines = (await readFile(path, 'utf8')).split('\n');
  const isEntry = (line: string): boolean => line !== '' && !line.startsWith('#');
  return {
    text: lines.map((line) => (isEntry(line) ? resolve(dirname(path), line) : line)).join('\n'),
    tracks: lines.filter(isEntry).length,
  };
}

async function fileOf(folder: string, inode: number): Promise<string | null> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && (await stat(path)).ino === inode) return path;
  }
  return null;
}
