/** Finds the playlist that a person names: by its id, by its name, or by its name behind those of its folders. */
import { fold } from '../../../app/library/fold.ts';
import { distance } from '../../../app/library/query/typing-distance.ts';
import type { PlaylistEntry } from '../../../app/model/playlists.ts';

/** `Trips/Road` for a playlist in a folder. */
export function pathOf({ name, folder }: PlaylistEntry, tree: readonly PlaylistEntry[]): string {
  const parent = folder === null ? undefined : tree.find(({ id }) => id === folder);
  return parent ? `${pathOf(parent, tree)}/${name}` : name;
}

/**
 * @throws Error `NOT_FOUND`, which names the nearest playlist, or `AMBIGUOUS`, which names those that are meant
 */
export function findPlaylist(tree: readonly PlaylistEntry[], named: string): PlaylistEntry {
  const wanted = fold(named.trim());
  const paths = tree.map((entry) => ({ entry, path: pathOf(entry, tree) }));
  const found = [
    paths.filter(({ path }) => path === named),
    paths.filter(({ path }) => fold(path) === wanted),
    paths.filter(({ entry }) => fold(entry.name) === wanted),
    paths.filter(({ entry }) => String(entry.id) === wanted),
  ].find((matches) => matches.length > 0);
  if (found?.length === 1) return found[0]!.entry;
  if (found) {
    const names = found.map(({ entry, path }) => `${path} (${entry.id})`).join(', ');
    throw Object.assign(new Error(`several playlists are called "${named}": ${names}; give the number`), {
      code: 'AMBIGUOUS',
    });
  }
  const nearest = paths
    .map(({ entry, path }) => ({ entry, path, far: distance(fold(entry.name), wanted) }))
    .sort((a, b) => a.far - b.far)[0];
  const hint = nearest
    ? `; the nearest is ${nearest.path} (${nearest.entry.id})`
    : '; create one with playlists create';
  throw Object.assign(new Error(`there is no playlist "${named}"${hint}`), { code: 'NOT_FOUND' });
}
