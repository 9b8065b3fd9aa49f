/** Finds the playlist that a person names: by its id, by its name, or by its name behind those of its folders. */
import { nearestPlaylist, pathsOf, playlistsNamed } from '../../../app/library/playlists/named-playlist.ts';
import type { PlaylistEntry } from '../../../app/model/playlists.ts';

/** `Trips/Road` for a playlist in a folder. */
export function pathOf({ id }: PlaylistEntry, tree: readonly PlaylistEntry[]): string {
  return pathsOf(tree).find(({ entry }) => entry.id === id)!.path;
}

/**
 * @throws Error `NOT_FOUND`, which names the nearest playlist, or `AMBIGUOUS`, which names those that are meant
 */
export function findPlaylist(tree: readonly PlaylistEntry[], named: string): PlaylistEntry {
  const paths = pathsOf(tree);
  const found = playlistsNamed(paths, named);
  if (found.length === 1) return found[0]!.entry;
  if (found.length > 1) {
    const names = found.map(({ entry, path }) => `${path} (${entry.id})`).join(', ');
    throw Object.assign(new Error(`several playlists are called "${named}": ${names}; give the number`), {
      code: 'AMBIGUOUS',
    });
  }
  const nearest = nearestPlaylist(paths, named);
  const hint = nearest
    ? `; the nearest is ${nearest.path} (${nearest.entry.id})`
    : '; create one with playlists create';
  throw Object.assign(new Error(`there is no playlist "${named}"${hint}`), { code: 'NOT_FOUND' });
}
