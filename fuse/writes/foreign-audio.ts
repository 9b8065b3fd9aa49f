/** Tells an editor's copy of a track from music that somebody wants to put into the mount. */
import { extname } from 'node:path';
import type { Overlay } from '../overlay/overlay.ts';
import { trackOfInode } from '../tree/inodes.ts';
import type { Draft } from './draft.ts';
import { readSavedFile } from './saved-file.ts';

/** Copies of one stream may say its length a little differently, in seconds. */
const SAME_DURATION = 0.5;

/**
 * Whether a file is audio, and not that of a track of the directory.
 * @param what `any`: whether it is audio at all
 */
export async function isForeignAudio(
  overlay: Overlay,
  directory: number,
  name: string,
  draft: Draft,
  what: 'foreign' | 'any' = 'foreign',
): Promise<boolean> {
  const read = await readSavedFile(draft.buffered(), extname(name).slice(1).toLowerCase()).catch(() => null);
  if (read === null) return false;
  if (what === 'any' || !overlay.exists(directory)) return true;
  for (const { inode, kind } of overlay.list(directory)) {
    const id = kind === 'file' ? trackOfInode(inode) : null;
    const track = id === null ? null : await overlay.track(id);
    if (track?.layout?.container !== read.layout.container) continue;
    if (Math.abs(track.layout.properties.duration - read.layout.properties.duration) < SAME_DURATION) return false;
  }
  return true;
}
