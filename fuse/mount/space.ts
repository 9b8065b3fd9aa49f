/**
 * The space that a mount states (`df`): that of the file system on which saves are kept. The mount has no fixed number of
 * files, so it states none, as file systems without an inode table do.
 */
import { statfs } from 'node:fs/promises';

/** Bytes of a block in these numbers. */
export const BLOCK_SIZE = 4096;

export interface Space {
  readonly blocks: number;
  /** Blocks that an ordinary user may still fill. */
  readonly free: number;
}

/** Where the space is not known. Half of it is free, because programs refuse to work on a full disk. */
export const UNKNOWN_SPACE: Space = { blocks: 2 ** 30, free: 2 ** 29 };

/** @param folder a folder of the file system; absent where there is none */
export async function spaceOf(folder: string | undefined): Promise<Space> {
  if (folder === undefined) return UNKNOWN_SPACE;
  try {
    const { bsize, blocks, bavail } = await statfs(folder);
    const scale = bsize / BLOCK_SIZE;
    return { blocks: Math.floor(blocks * scale), free: Math.floor(bavail * scale) };
  } catch {
    return UNKNOWN_SPACE;
  }
}
