/**
 * The interface between the kernel and the overlay. Each way to serve FUSE from Node is a backend;
 * `conformance.test.ts` holds all of them to the same behaviour.
 */
import type { EditSink } from '../overlay/edit-sink.ts';
import type { Invalidation } from '../overlay/invalidation.ts';
import type { Overlay } from '../overlay/overlay.ts';

export interface MountOptions {
  /** Lets other users of the machine read (except for root, needs `user_allow_other` in /etc/fuse.conf). */
  readonly allowOther?: boolean;
  /** Folder whose file system has the space that the mount states: saves are kept there. */
  readonly spaceOf?: string;
  /** Receives saves; without it, or through a backend that cannot write, the mount is read-only. */
  readonly sink?: EditSink;
  /** Called for every operation that was refused or failed, with words for a log, and the track if it concerns one. */
  readonly onFailure?: (operation: string, error: unknown, trackId: number | null) => void;
}

export interface Mounted {
  readonly directory: string;
  /** Called once when the overlay is ready: prepares what programs will ask for first. */
  warm(): Promise<void>;
  /** Makes the kernel forget what changed, as far as this backend can. Resolves when that is done. */
  invalidate(invalidation: Invalidation): Promise<void>;
  /** Ends the mount, also while files are open. Resolves when the directory is free again. */
  unmount(): Promise<void>;
  /** Resolves when the mount has ended, by `unmount` or from outside (`fusermount -u`). */
  readonly ended: Promise<void>;
}

export interface MountBackend {
  readonly name: string;
  /** What it cannot do, as sentences for users. */
  readonly limitations: readonly string[];
  /**
   * Mounts the overlay over an empty directory that `prepareMountPoint` has found good. The overlay may still be
   * reading the library: requests then wait until it is ready, or the mount does.
   * @throws MountError
   */
  mount(directory: string, overlay: Overlay, options: MountOptions): Promise<Mounted>;
}
