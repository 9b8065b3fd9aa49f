/** Playlists as a tree of folders: folders first, then those ordered by hand, then smart ones; each by name. Pure. */
import type { PlaylistEntry, PlaylistKind } from '../../app/model/playlists.ts';

export interface PlaylistNode {
  readonly entry: PlaylistEntry;
  readonly children: readonly PlaylistNode[];
}

const ORDER: readonly PlaylistKind[] = ['folder', 'manual', 'smart', 'search'];

/**
 * @param entries in the order of their names, as the service lists them
 * @param text keeps playlists whose name contains it, with the folders that lead to them; all for an empty text
 * @param folder what is in it, in place of all
 */
export function playlistTree(
  entries: readonly PlaylistEntry[],
  { text = '', folder: top = null }: { readonly text?: string; readonly folder?: number | null } = {},
): readonly PlaylistNode[] {
  const wanted = text.trim().toLocaleLowerCase();
  const matches = ({ name }: PlaylistEntry): boolean => name.toLocaleLowerCase().includes(wanted);
  function nodesIn(folder: number | null): PlaylistNode[] {
    return entries
      .filter((entry) => entry.folder === folder)
      .map((entry) => ({ entry, children: entry.kind === 'folder' ? nodesIn(entry.id) : [] }))
      .filter((node) => wanted === '' || matches(node.entry) || node.children.length > 0)
      .toSorted((a, b) => ORDER.indexOf(a.entry.kind) - ORDER.indexOf(b.entry.kind));
  }
  return nodesIn(top);
}

/** The folders that something can be moved to, with the folders that lead to them: `Jazz / Live`. */
export function folderChoices(
  entries: readonly PlaylistEntry[],
  moved: number,
): readonly { readonly id: number; readonly label: string }[] {
  function choicesIn(nodes: readonly PlaylistNode[], before: string): { id: number; label: string }[] {
    return nodes.flatMap(({ entry, children }) => {
      // Not into itself, nor into what is in it.
      if (entry.kind !== 'folder' || entry.id === moved) return [];
      const label = `${before}${entry.name}`;
      return [{ id: entry.id, label }, ...choicesIn(children, `${label} / `)];
    });
  }
  return choicesIn(playlistTree(entries), '');
}

/** Ids of tracks that stand in a list more than once. */
export function repeatedTracks(ids: readonly number[]): readonly number[] {
  const once = new Set<number>();
  const repeated = new Set<number>();
  for (const id of ids) (once.has(id) ? repeated : once).add(id);
  return [...repeated];
}
