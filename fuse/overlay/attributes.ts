/** What `stat` says about a file or directory of the mount. */
import { constants } from 'node:fs';
import type { DirectoryNode } from '../tree/nodes.ts';
import type { OverlayTrack } from './track-source.ts';

/** A moment: whole seconds since 1970 and the rest. */
export interface Moment {
  readonly seconds: number;
  readonly nanoseconds: number;
}

export interface Attributes {
  readonly inode: number;
  /** Counts the generations of a track that were served since the mount began; 0 for directories. */
  readonly epoch: number;
  readonly kind: 'file' | 'directory';
  /** Whether programs may write there, where the mount takes what they save. */
  readonly writable: boolean;
  readonly size: number;
  readonly links: number;
  readonly modified: Moment;
}

/** A kernel that has a node for every generation tells them apart by so many of their counts. */
export const EPOCHS = 2 ** 11;

/**
 * Type and permission bits: everything may be read by everybody, written to only by who has mounted, and nothing is
 * a program. Copies take these bits along.
 * @param takesSaves whether the mount takes what programs save
 */
export function modeOf({ kind, writable }: Pick<Attributes, 'kind' | 'writable'>, takesSaves: boolean): number {
  const mode = kind === 'directory' ? constants.S_IFDIR | 0o555 : constants.S_IFREG | 0o444;
  return writable && takesSaves ? mode | 0o200 : mode;
}

/**
 * When the virtual file last changed: the later of its original's time and its last edit. The time of an
 * edit is in whole milliseconds and always later than `before`, so that it differs for every program,
 * whatever resolution it looks at and however fast edits follow each other.
 *
 * @param before the time that this track's file had until now
 */
export function modifiedAt(track: OverlayTrack, before: Moment | null): Moment {
  const original = fromNanoseconds(track.stamp.mtimeNs);
  if (track.editedAt === 0 && before === null) return original;
  return later(Math.max(track.editedAt, Math.ceil(original.seconds * 1000 + original.nanoseconds / 1e6)), before);
}

/** A time in milliseconds, or the millisecond after `before` where that is later. */
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

export function fromNanoseconds(time: bigint): Moment {
  const seconds = time / 1_000_000_000n - (time % 1_000_000_000n < 0n ? 1n : 0n);
  return { seconds: Number(seconds), nanoseconds: Number(time - seconds * 1_000_000_000n) };
}

export function fromMilliseconds(time: number): Moment {
  const seconds = Math.floor(time / 1000);
  return { seconds, nanoseconds: Math.round((time - seconds * 1000) * 1e6) };
}
