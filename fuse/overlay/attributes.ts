/** The attributes of files and directories in the mount, as `stat` returns them. */
import { constants } from 'node:fs';
import type { DirectoryNode } from '../tree/nodes.ts';
import type { OverlayTrack } from './track-source.ts';

/** A time: whole seconds since 1970, and nanoseconds from 0 to 999,999,999. */
export interface Moment {
  readonly seconds: number;
  readonly nanoseconds: number;
}

export interface Attributes {
  readonly inode: number;
  /** Number of the generation of a file since the mount began, from 0; 0 for directories. */
  readonly epoch: number;
  readonly kind: 'file' | 'directory';
  /** Whether programs may write there if the mount takes saves. */
  readonly writable: boolean;
  readonly size: number;
  readonly links: number;
  readonly modified: Moment;
}

/** Nodes of the kernel carry the epoch modulo this number. */
export const EPOCHS = 2 ** 11;

/**
 * Type and permission bits: readable for all users, writable for the owner of the mount, never executable. Copies
 * of a file inherit these bits.
 * @param takesSaves whether the mount takes saves
 */
export function modeOf({ kind, writable }: Pick<Attributes, 'kind' | 'writable'>, takesSaves: boolean): number {
  const mode = kind === 'directory' ? constants.S_IFDIR | 0o555 : constants.S_IFREG | 0o444;
  return writable && takesSaves ? mode | 0o200 : mode;
}

/**
 * When the file of a track last changed: the later of its original's time and its last edit. The time of an edit is
 * in whole milliseconds and at least one later than `before`, so programs that compare milliseconds see every edit.
 *
 * @param before the time that the file had until now; `null` when it was never served
 */
export function modifiedAt(track: OverlayTrack, before: Moment | null): Moment {
  const original = fromNanoseconds(track.stamp.mtimeNs);
  if (track.editedAt === 0 && before === null) return original;
  return later(Math.max(track.editedAt, Math.ceil(original.seconds * 1000 + original.nanoseconds / 1e6)), before);
}

/** `time` (milliseconds since 1970), or the millisecond after `before` where that is later. */
export function later(time: number, before: Moment | null): Moment {
  const last = before === null ? -Infinity : Math.floor(before.seconds * 1000 + before.nanoseconds / 1e6);
  return fromMilliseconds(Math.max(time, last + 1));
}

export function directoryAttributes(node: DirectoryNode): Attributes {
  return {
    inode: node.inode,
    epoch: 0,
    kind: 'directory',
    writable: true,
    size: 4096,
    links: 2 + node.subdirectories,
    modified: fromMilliseconds(node.changedAt),
  };
}

/** @param time nanoseconds since 1970; may be negative */
export function fromNanoseconds(time: bigint): Moment {
  const seconds = time / 1_000_000_000n - (time % 1_000_000_000n < 0n ? 1n : 0n);
  return { seconds: Number(seconds), nanoseconds: Number(time - seconds * 1_000_000_000n) };
}

/** @param time milliseconds since 1970; may be fractional or negative */
export function fromMilliseconds(time: number): Moment {
  const seconds = Math.floor(time / 1000);
  return { seconds, nanoseconds: Math.round((time - seconds * 1000) * 1e6) };
}
