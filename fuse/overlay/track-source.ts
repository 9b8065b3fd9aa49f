/**
 * The interface through which the overlay reads a music library. `fuse/` defines it, the library implements it, and
 * the mount process connects the two: the overlay itself knows no database.
 */
import type { Layout } from '../formats/layout.ts';
import type { PlacedPicture } from '../formats/plan.ts';
import type { SavedPlaylistEntry, SidecarEntry, TreeEntry } from '../tree/entries.ts';

/** Identity of an original's content: an original with the same stamp is the file that was scanned. */
export interface Stamp {
  readonly device: bigint;
  readonly inode: bigint;
  readonly size: number;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

/** What the tree needs of tracks and sidecars belongs to the contract of the source, too. */
export type { SavedPlaylistEntry, SidecarEntry, TreeEntry } from '../tree/entries.ts';

/** All that is needed to serve one track. */
export interface OverlayTrack extends TreeEntry {
  /** Absolute path of the original as bytes: not every path is UTF-8. */
  readonly path: Uint8Array;
  readonly stamp: Stamp;
  /** `null` where no head reader understands the file, which is then served unchanged. */
  readonly layout: Layout | null;
  readonly pictures: readonly PlacedPicture[];
  /** Rises by at least one with every edit. */
  readonly generation: number;
  /** Milliseconds since 1970 of the last edit; 0 when never edited. */
  readonly editedAt: number;
}

/** A file beside originals, served unchanged. */
export interface OverlaySidecar {
  readonly path: Uint8Array;
  readonly stamp: Stamp;
}

/** A track in a playlist. */
export interface PlaylistTrack {
  readonly id: number;
  readonly artist: string;
  readonly title: string;
  /** Seconds. */
  readonly duration: number;
  /** When its tags or its original last changed: milliseconds since 1970. */
  readonly changedAt: number;
}

/** What a playlist that a person keeps has in it. */
export interface SavedPlaylist {
  readonly name: string;
  readonly tracks: readonly PlaylistTrack[];
  /** Whether a query decides which tracks it has, so that a change of any track may change it. */
  readonly isRule: boolean;
  /** When its name or its list last changed: milliseconds since 1970. */
  readonly changedAt: number;
}

/** The playlists that a person keeps. */
export interface SavedPlaylistSource {
  entries(): Promise<readonly SavedPlaylistEntry[]>;
  /** `null` when it is gone. */
  playlist(id: number): Promise<SavedPlaylist | null>;
  /** Calls back with the playlists that were created, changed or deleted. Returns what ends the subscription. */
  onChange(listener: (ids: readonly number[]) => void): () => void;
}

export interface TrackSource {
  /** All tracks, in batches, in any order. */
  entries(): AsyncIterable<readonly TreeEntry[]>;
  /** The entries of these tracks; those of tracks that are gone are left out. */
  entriesOf(ids: readonly number[]): Promise<readonly TreeEntry[]>;
  /** One track in full, or `null` when it is gone. */
  track(id: number): Promise<OverlayTrack | null>;
  /** The files beside the originals in these folders (`TreeEntry.folder`). Absent in a library without sidecars. */
  sidecarsIn?(folders: readonly number[]): Promise<readonly SidecarEntry[]>;
  sidecar?(id: number): Promise<OverlaySidecar | null>;
  /** The tracks of a view in the order of its playlist. Absent in a library without playlists. */
  playlist?(view: number): Promise<readonly PlaylistTrack[]>;
  /** Absent in a library without such playlists. */
  readonly savedPlaylists?: SavedPlaylistSource;
  /**
   * Calls back with the tracks that were added, edited, moved or removed, or whose sidecars changed. An empty list
   * means that all entries must be read again. Returns the function that ends the subscription.
   */
  onChange(listener: (ids: readonly number[]) => void): () => void;
}
