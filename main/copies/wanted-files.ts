/** The files that a folder of copies should hold: those of an overlay, as the mount would show them. */
import type { Overlay } from '../../fuse/overlay/overlay.ts';
import { ROOT_INODE } from '../../fuse/tree/inodes.ts';

/** A file of the overlay. */
export interface WantedFile {
  /** Below the root, with `/` between the parts. */
  readonly path: string;
  readonly inode: number;
}

/** All files, folder by folder. */
export function* wantedFiles(overlay: Overlay, directory = ROOT_INODE, prefix = ''): Generator<WantedFile> {
  for (const { name, inode, kind } of overlay.list(directory)) {
    const path = prefix + name;
    if (kind === 'directory') yield* wantedFiles(overlay, inode, `${path}/`);
    else yield { path, inode };
  }
}

/** What the copy of a file is made of: changes with its tags, its original and its pictures. */
export async function sourceOf(
  overlay: Overlay,
  inode: number,
): Promise<{ readonly key: string; readonly size: number }> {
  const { size, modified } = await overlay.attributes(inode);
  return { key: `${inode} ${size} ${modified.seconds}.${modified.nanoseconds}`, size };
}
