/** Which read methods can be asked about the past. The service's own thread knows their names without loading them. */

/** The methods that can be asked about a moment of the past. */
export const AS_OF_NAMES = [
  'list',
  'ids',
  'tags',
  'facts',
  'countExported',
  'exportPage',
  'playlists',
  'playlistTotals',
  'playlistPage',
  'albumPage',
  'albumDetail',
  'artistPage',
  'artistDetail',
  'facetPage',
  'facetSpellings',
] as const;
export type AsOfName = (typeof AS_OF_NAMES)[number];
