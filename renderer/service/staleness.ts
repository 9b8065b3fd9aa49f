/**
 * Which cached answers a change of tracks makes stale. Pure: it looks only at query keys
 * (`[[router, procedure], { input }]`), so that an event refreshes exactly what it concerns.
 */

interface KeyOptions {
  readonly input?: { readonly id?: unknown };
}

/** Answers about one track. */
const OF_ONE_TRACK = new Set(['tracks.get', 'history.ofTrack']);

/** Answers in which any track may appear or by which all are counted. */
const OF_MANY_TRACKS = new Set([
  'tracks.list',
  'tracks.matching',
  'tracks.compare',
  'tracks.tags',
  'tracks.facts',
  'tracks.position',
  'facets.list',
  'facets.spellings',
  'tracks.similar',
  'tracks.rows',
  'albums.list',
  'albums.get',
  'artists.list',
  'artists.get',
  'playlists.totals',
  'playlists.page',
  'playlists.order',
  'playlists.tracks',
  'library.summary',
  'history.list',
  'history.groups',
  'history.tracks',
  'errors.list',
  'mount.preview',
  'health.report',
  'health.items',
  'duplicates.state',
  'duplicates.copies',
  'identification.list',
  'identification.get',
  'duplicates.recordings',
  'recordings.list',
  'art.list',
  'recordings.get',
  'recordings.ofTracks',
  'duplicates.resolveAll',
]);

/**
 * Whether a cached answer may have changed.
 * @param ids the tracks that changed; `null` when they are too many to name
 */
export function concerns(queryKey: readonly unknown[], ids: ReadonlySet<number> | null): boolean {
  const [path, options] = queryKey as readonly [unknown, KeyOptions?];
  const procedure = Array.isArray(path) ? path.join('.') : '';
  if (OF_MANY_TRACKS.has(procedure)) return true;
  if (!OF_ONE_TRACK.has(procedure)) return false;
  const id = options?.input?.id;
  return ids === null || (typeof id === 'number' && ids.has(id));
}
