/** The playlists that a name means: a number, a name, or a name behind those of its folders. */
import { fold } from '../fold.ts';
import { distance } from '../query/typing-distance.ts';

export interface PlacedName {
  readonly id: number;
  readonly name: string;
  /** The folder that it is in; null at the top. */
  readonly folder: number | null;
}

export interface Path<Entry extends PlacedName> {
  readonly entry: Entry;
  /** `Trips/Road` for a playlist in a folder. */
  readonly path: string;
}

/** The paths of playlists and folders, in their order. One whose folder is not among them is at the top. */
export function pathsOf<Entry extends PlacedName>(tree: readonly Entry[]): Path<Entry>[] {
  const byId = new Map(tree.map((entry) => [entry.id, entry]));
  const pathOf = ({ name, folder }: Entry): string => {
    const parent = folder === null ? undefined : byId.get(folder);
    return parent ? `${pathOf(parent)}/${name}` : name;
  };
  return tree.map((entry) => ({ entry, path: pathOf(entry) }));
}

/**
 * Those of the playlists that `named` means, however it is written; several where their names are equal. A whole path
 * goes before a name, and a name before a number.
 */
export function playlistsNamed<Entry extends PlacedName>(
  paths: readonly Path<Entry>[],
  named: string,
): readonly Path<Entry>[] {
  const wanted = fold(named.trim());
  return (
    [
      paths.filter(({ path }) => path === named),
      paths.filter(({ path }) => fold(path) === wanted),
      paths.filter(({ entry }) => fold(entry.name) === wanted),
      paths.filter(({ entry }) => String(entry.id) === wanted),
    ].find((matches) => matches.length > 0) ?? []
  );
}

/** The one whose name is nearest to what was typed; undefined where there is none at all. */
export function nearestPlaylist<Entry extends PlacedName>(
  paths: readonly Path<Entry>[],
  named: string,
): Path<Entry> | undefined {
  const wanted = fold(named.trim());
  return paths.map((one) => ({ one, far: distance(fold(one.entry.name), wanted) })).sort((a, b) => a.far - b.far)[0]
    ?.one;
}
