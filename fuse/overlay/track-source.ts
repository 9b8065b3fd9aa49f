/**
 * What the overlay needs to know about a music library. `fuse/` defines it, the library implements it,
 * and the mount process plugs the two together: the overlay itself knows no database.
 */
import type { Layout, Tags } from '../formats/layout.ts';
import type { PlacedPicture } from '../formats/plan.ts';

/** Facts that tell whether an original is still the file that was scanned. */
export interface Stamp {
  readonly device: bigint;
  readonly inode: bigint;
  readonly size: number;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

/** The little that is needed to give a track its place in the tree. */
export interface TreeEntry {
  /** Stays the same for the life of the track and is never given to another; positive. */
  readonly id: number;
  /** Effective tags that path templates may use. */
  readonly tags: Tags;
  /** Lower-case file extension of the original, without the dot. */
  readonly extension: string;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
  /** Name of the original without folder and extension: what stands in for a missing title. */
  readonly fileName?: string;
  /**
   * Says which album the track belongs to where tags cannot: two albums with equal tags are two albums when
   * their keys differ. Any text; only equality counts.
   */
  readonly albumKey?: string;
}

/** Everything that is needed to serve one track. */
export interface OverlayTrack extends TreeEntry {
  /** Absolute path of the original as bytes: not every path is UTF-8. */
  readonly path: Uint8Array;
  readonly stamp: Stamp;
  /** `null` where no head reader understands the file: it is then passed through unchanged. */
  readonly layout: Layout | null;
  readonly pictures: readonly PlacedPicture[];
  /** Rises by at least one with every edit. */
  readonly generation: number;
  /** Milliseconds since 1970 of the last edit; 0 when never edited. */
  readonly editedAt: number;
}

export interface TrackSource {
  /** All tracks that belong in the tree, in batches, in any order. */
  entries(): AsyncIterable<readonly TreeEntry[]>;
  /** The entries with these ids; tracks that are gone are left out. */
  entriesOf(ids: readonly number[]): Promise<readonly TreeEntry[]>;
  /** One track in full, or `null` when it is gone. */
  track(id: number): Promise<OverlayTrack | null>;
  /**
   * Calls back after tracks were added, edited, moved or removed. An empty list means "anything may have
   * changed: read all entries again". Returns the function that ends the subscription.
   */
  onChange(listener: (ids: readonly number[]) => void): () => void;
}
