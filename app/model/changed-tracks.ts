/** How events name changed tracks. */

/** An event names changed tracks up to this many; beyond, it says that many have changed. */
export const MAX_NAMED_TRACKS = 200;

/** The ids for an event; null when they are too many to name. */
export function namedTracks(ids: readonly number[]): readonly number[] | null {
  return ids.length > MAX_NAMED_TRACKS ? null : ids;
}
