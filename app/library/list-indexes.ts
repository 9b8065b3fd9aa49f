/**
 * The indexes of `track` that a new row has a place of its own in: orders of lists, and values by which tracks are found
 * and counted. Whatever reads tracks does so without them, too, while a scan fills the library: `app/scan/late-indexes.ts`.
 */
export const LIST_INDEXES: readonly string[] = [
  'track_by_title',
  'track_by_artist',
  'track_by_album',
  'track_by_album_title',
  'track_by_year',
  'track_title_key',
  'track_artist_key',
  'track_album_artist_key',
  'track_album_key',
];
