/** The library as a whole: counts, facets, and the files with an error. */
import type { Said } from './messages.ts';

export interface LibrarySummary {
  /** Absolute path of the library folder. */
  readonly library: string;
  readonly folders: readonly { readonly id: number; readonly path: string }[];
  readonly tracks: number;
  readonly albums: number;
  readonly artists: number;
  readonly duration: number;
  readonly bytes: number;
  readonly errors: number;
  readonly missing: number;
  /** Tracks that are set aside; neither they nor their bytes are in the counts above. */
  readonly hidden: number;
  readonly trashed: number;
  readonly editedTracks: number;
  /** Files whose analysis is done, also those that are too short to be compared. */
  readonly analysed: number;
  readonly tooShort: number;
  readonly analysisFailed: number;
}

export interface ScanError {
  readonly path: string;
  readonly message: string;
  /** The message by its code, where it has one. */
  readonly said?: Said;
  readonly at: number;
  /** When the error occurred: reading tags, analysing audio, or serving the file in the mount. */
  readonly stage: 'scan' | 'analysis' | 'mount';
}
