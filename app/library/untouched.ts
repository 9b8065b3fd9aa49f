/**
 * Tracks in which nothing of a person's would be lost: never edited, never played, in no playlist. Such a track may
 * give its place, or its recording, to one that was.
 */

const IN_PLAYLIST = 'EXISTS (SELECT 1 FROM playlist_item WHERE playlist_item.track_id = track.id AND rank IS NOT NULL)';

/** SQL over `track`. */
export const UNTOUCHED = `track.overrides = '{}' AND track.plays = 0 AND track.skips = 0
  AND NOT EXISTS (SELECT 1 FROM edit WHERE edit.track_id = track.id) AND NOT ${IN_PLAYLIST}`;

/** SQL over `track`: whether the person has given it anything that is in force. */
export const HAS_PERSONAL_DATA = `(track.overrides <> '{}' OR track.plays > 0 OR track.skips > 0
  OR ${IN_PLAYLIST})`;
