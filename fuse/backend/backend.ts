/**
 * What stands between the kernel and the overlay. There are several ways to speak FUSE from Node; each is a
 * backend, and `conformance.test.ts` holds all of them to the same behaviour.
 */
import type { EditSink } from '../overlay/edit-sink.ts';
import type { Invalidation } from '../overlay/invalidation.ts';
import type { Overlay } from '../overlay/overlay.ts';

export interface MountOptions {
  /** Let other users of the machine in as well (needs `user_allow_other` in /etc/fuse.conf). */
  readonly allowOther?: boolean;
  /** Takes what programs save; without it, or through a backend that cannot write, the mount is read-only. */
  readonly sink?: EditSink;
  /** Told about every operation that was refused or failed, in words for a log, and on which track if on one. */
  readonly onFailure?: (operation: string, error: unknown, trackId: number | null) => void;
}

export interface Mounted {
  readonly directory: string;
  /** Makes the kernel forget. Resolves when it has, as far as this backend can make it. */
  invalidate(invalidation: Invalidation): Promise<void>;
  /** Ends the mount, also while files are open. Resolves when the directory is free again. */
  unmount(): Promise<void>;
  /** Resolves when the mount has ended, by `unmount` or from outside (`fusermount -u`). */
  readonly ended: Promise<void>;
}

export interface MountBackend {
  readonly name: string;
  /** What it cannot do, in sentences for a person. */
  readonly limitations: readonly string[];
  /**
   * Mounts the overlay over an empty directory that `prepareMountPoint` has found good.
   * @throws MountError
   */
  mount(directory: string, overlay: Overlay, options: MountOptions): Promise<Mounted>;
}
