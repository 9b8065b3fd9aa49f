/**
 * The interface through which saves in the mount reach the library. `fuse/` defines it, the library implements it.
 * Every save becomes one batch of edits with the program as its author, or no edit at all.
 */

/** A picture that a program has saved in a file. */
export interface SavedPicture {
  /** ID3v2/FLAC picture type: 3 is the front cover. */
  readonly type: number;
  readonly mime: string;
  readonly description: string;
  readonly bytes: Uint8Array;
}

/** The changes of one save: the differences between the saved header and the served one. */
export interface SavedChanges {
  readonly trackId: number;
  /** Field → new values; null removes the field. Only fields that differ. */
  readonly fields: Readonly<Record<string, readonly string[] | null>>;
  /** All pictures that the file has now, in order; absent when they did not change. */
  readonly pictures?: readonly SavedPicture[];
  /** Name of the program that saved, for example `kid3`. */
  readonly author: string;
}

/** A save or a rename that is not accepted, or that the library could not store. */
export interface RefusedSave {
  readonly trackId: number | null;
  /** Path inside the mount, for display. */
  readonly path: string;
  readonly author: string;
  /** A sentence for the user: what was refused, and why. */
  readonly reason: string;
  /** The saved file, kept in the quarantine folder; `null` for a rename, which writes nothing. */
  readonly kept: string | null;
}

export interface EditSink {
  /**
   * Makes the changes; durable when the promise resolves.
   * @returns the track's generation with the changes in it
   */
  commit(changes: SavedChanges): Promise<{ readonly generation: number }>;
  /**
   * Makes the changes of several tracks as one batch, all or none, with the author of the first. Durable when the
   * promise resolves.
   * @param note what the user did, for the history
   */
  commitTogether(changes: readonly SavedChanges[], note: string): Promise<void>;
  /** Tells the user that a save was refused, and where its bytes are. */
  refused(save: RefusedSave): void;
  /** Path of an existing folder for the bytes of refused saves. */
  readonly quarantine: string;
}
