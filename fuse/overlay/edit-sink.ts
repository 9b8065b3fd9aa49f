/**
 * Where the overlay takes what programs save in the mount. `fuse/` defines it, the library implements
 * it: every save becomes one batch of edits with the program as its author, or nothing at all.
 */

/** A picture that a program has put into a file, with its own bytes. */
export interface SavedPicture {
  /** ID3v2/FLAC picture type: 3 is the front cover. */
  readonly type: number;
  readonly mime: string;
  readonly description: string;
  readonly bytes: Uint8Array;
}

/** What one save changes, found by comparing the saved header with the header that was served. */
export interface SavedChanges {
  readonly trackId: number;
  /** Field → new values; null removes the field. Only fields that differ. */
  readonly fields: Readonly<Record<string, readonly string[] | null>>;
  /** All pictures that the file has now, in order; absent when they are as they were. */
  readonly pictures?: readonly SavedPicture[];
  /** Name of the program that saved, for example `kid3`. */
  readonly author: string;
}

/** A save or a rename that is not accepted, or cannot be taken to the library. */
export interface RefusedSave {
  readonly trackId: number | null;
  /** Path inside the mount, for display. */
  readonly path: string;
  readonly author: string;
  /** A sentence for the person: what was refused, and why. */
  readonly reason: string;
  /** The saved file, kept in the quarantine folder; `null` where nothing was written, as with a rename. */
  readonly kept: string | null;
}

export interface EditSink {
  /**
   * Makes the changes; durable when the promise resolves.
   * @returns the track's generation with the changes in it
   */
  commit(changes: SavedChanges): Promise<{ readonly generation: number }>;
  /**
   * Makes the changes of several tracks as one batch of the first one's author: all of them, or none. Durable when
   * the promise resolves.
   * @param note what the person did, for the history
   */
  commitTogether(changes: readonly SavedChanges[], note: string): Promise<void>;
  /** Tells the person that a save was refused, and where its bytes are. */
  refused(save: RefusedSave): void;
  /** Existing folder for the bytes of refused saves. */
  readonly quarantine: string;
}
