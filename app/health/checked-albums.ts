/** Albums with their tracks, for the checks of albums. */
import { inDiscOrder } from '../library/catalogue/album-summary.ts';
import type { Connection } from '../storage/connection.ts';
import { readCheckedTracks, type CheckedTrack } from './checked-track.ts';
import type { CheckedAlbum } from './finders.ts';

/** The albums of these tracks, in the order of their first tracks. Each has those of its tracks that are given. */
export function checkedAlbums(tracks: readonly CheckedTrack[]): CheckedAlbum[] {
  const albums = new Map<number, CheckedTrack[]>();
  for (const track of tracks) {
    if (track.album === null) continue;
    const known = albums.get(track.album.id);
    if (known) known.push(track);
    else albums.set(track.album.id, [track]);
  }
  return Array.from(albums.values(), (members) => ({ ...members[0]!.album!, tracks: inDiscOrder(members) }));
}

/** These albums, in their order, with all their tracks. */
export function readCheckedAlbums(connection: Connection, albums: readonly number[]): CheckedAlbum[] {
  const tracks = readCheckedTracks(connection, tracksOfAlbums(connection, albums));
  const byId = new Map(checkedAlbums(tracks).map((album) => [album.id, album]));
  return albums.flatMap((id) => byId.get(id) ?? []);
}

/** The ids of all tracks of these albums, album by album. */
export function tracksOfAlbums(connection: Connection, albums: readonly number[]): number[] {
  return connection
    .prepare<[string], number>(
      'SELECT track_id FROM album_track WHERE album_id IN (SELECT value FROM json_each(?)) ORDER BY album_id, track_id',
    )
    .pluck()
    .all(JSON.stringify(albums));
}
