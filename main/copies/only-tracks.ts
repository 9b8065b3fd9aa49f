/** A part of the library for the overlay: some tracks by their ids, so that nothing else is read. */
import type { TrackSource } from '../../fuse/overlay/track-source.ts';

/** Entries that are asked for at once. */
const BATCH = 2000;

export function onlyTracks(source: TrackSource, ids: readonly number[]): TrackSource {
  const wanted = [...new Set(ids)];
  return {
    ...source,
    async *entries() {
      for (let at = 0; at < wanted.length; at += BATCH) yield await source.entriesOf(wanted.slice(at, at + BATCH));
    },
  };
}
