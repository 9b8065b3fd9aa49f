/** One entry of a list of tracks that is ordered by hand. */
import type { TrackRow } from '../../app/model/tracks.ts';

export interface OrderedEntry {
  /** Stays with the entry when it moves. */
  readonly key: number;
  readonly trackId: number;
  /** `undefined` until it has been fetched, `null` for a track that the library does not know any more. */
  readonly row: TrackRow | null | undefined;
}
