/** Distinguishes an editor's copy of a track from other music that a program writes into the mount. */
import type { ReadInto } from '../overlay/buffered-file.ts';
import type { Overlay } from '../overlay/overlay.ts';
import { trackOfInode } from '../tree/inodes.ts';
import type { Draft } from './draft.ts';
import { readSavedFile, type ReadFile } from './read-file.ts';

/** Copies of one stream state durations that differ by less than this, in seconds. */
const DURATION_TOLERANCE = 0.5;

/** Whether a file is audio. @param name gives the format by its extension */
export async function isAudio(name: string, draft: Draft): Promise<boolean> {
  return (await readAudio(name, draft)) !== null;
}

/** Whether a file is audio, and has not the format and duration of any track that is or was in the directory. */
export async function isForeignAudio(
  overlay: Overlay,
  directory: number,
  name: string,
  draft: Draft,
): Promise<boolean> {
  const read = await readAudio(name, draft);
  if (read === null) return false;
  if (!overlay.isDirectory(directory)) return true;
  // An editor's copy lies beside the track, also where the track is now at another path.
  const beside = [...overlay.list(directory).map(({ inode }) => inode), ...overlay.former.filesIn(directory)];
  for (const inode of beside) {
    const id = trackOfInode(inode);
    const track = id === null ? null : await overlay.track(id);
    if (track?.layout?.container !== read.layout.container) continue;
    const difference = track.layout.properties.duration - read.layout.properties.duration;
    if (Math.abs(difference) < DURATION_TOLERANCE) return false;
  }
  return true;
}

/** `null` where it is no audio file, or a broken one. */
function readAudio(name: string, draft: Draft): Promise<ReadFile | null> {
  const read: ReadInto = async (...args) => void (await draft.read(...args));
  return readSavedFile(draft.buffered(), read, name).catch(() => null);
}
