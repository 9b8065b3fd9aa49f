/**
 * What one batch of the history has changed of playlists, for people who open it: of each playlist what became of its
 * name, place and query, and which tracks came, went or changed their place. An answer has few items of each playlist;
 * others are counted.
 */
import type { BatchPlaylist, BatchPlaylists, PlaylistItemChange, PlaylistTextChange } from '../../model/history.ts';
import type { PlaylistKind, PlaylistRule } from '../../model/playlists.ts';
import type { Connection } from '../../storage/connection.ts';
import type { PlaylistField } from './playlist-changes.ts';

/** Playlists of an answer; others are counted. */
const MOST = 50;

interface FieldRow {
  readonly field: PlaylistField;
  readonly before: string;
  readonly after: string;
}

interface CountRow {
  readonly what: PlaylistItemChange['what'];
  readonly count: number;
}

const WHAT = `CASE WHEN before IS NULL THEN 'added' WHEN after IS NULL THEN 'removed' ELSE 'moved' END`;

/** @param limit items of each playlist */
export function batchPlaylists(
  connection: Connection,
  { batch, limit }: { readonly batch: number; readonly limit: number },
): BatchPlaylists {
  const found = connection
    .prepare<[number, number], { id: number; name: string; kind: PlaylistKind; shown: number }>(`
    SELECT id, name, kind, shown FROM playlist WHERE id IN (SELECT playlist_id FROM playlist_change WHERE batch_id = ?
      UNION SELECT playlist_id FROM playlist_item WHERE id IN
        (SELECT item_id FROM playlist_item_change WHERE batch_id = ?))
    ORDER BY id`)
    .all(batch, batch);
  const fields = connection.prepare<[number, number], FieldRow>(
    'SELECT field, before, after FROM playlist_change WHERE batch_id = ? AND playlist_id = ? ORDER BY id',
  );
  const counts = connection.prepare<[number, number], CountRow>(
    `SELECT ${WHAT} AS what, count(*) AS count FROM playlist_item_change JOIN playlist_item ON playlist_item.id = item_id
    WHERE batch_id = ? AND playlist_id = ? GROUP BY what`,
  );
  const items = connection.prepare<[number, number, number], PlaylistItemChange>(`
    SELECT ${WHAT} AS what, track_id AS trackId, track.title, coalesce(track.artist, '') AS artist
    FROM playlist_item_change JOIN playlist_item ON playlist_item.id = item_id LEFT JOIN track ON track.id = track_id
    WHERE batch_id = ? AND playlist_id = ? ORDER BY coalesce(after, before) LIMIT ?`);
  const folder = connection.prepare<[number], string>('SELECT name FROM playlist WHERE id = ?').pluck();
  const text = (field: PlaylistField, column: string): string | null => {
    const value = JSON.parse(column) as string | number | PlaylistRule | null;
    if (field === 'folder') return value === null ? null : (folder.get(value as number) ?? null);
    if (field === 'rule') return (value as PlaylistRule | null)?.query ?? null;
    return value as string;
  };
  return {
    playlists: found.slice(0, MOST).map(({ id, name, kind, shown }): BatchPlaylist => {
      const changed = fields.all(batch, id);
      const counted = counts.all(batch, id);
      const count = (what: CountRow['what']): number => counted.find((row) => row.what === what)?.count ?? 0;
      const made = changed.find(({ field }) => field === 'shown')?.after;
      return {
        id,
        name,
        kind,
        isThere: shown === 1,
        became: made === undefined ? null : made === '1' ? 'created' : 'deleted',
        texts: changed.flatMap(({ field, before, after }): PlaylistTextChange[] =>
          field === 'shown' ? [] : [{ field, before: text(field, before), after: text(field, after) }],
        ),
        added: count('added'),
        removed: count('removed'),
        moved: count('moved'),
        items: items.all(batch, id, limit),
      };
    }),
    more: Math.max(0, found.length - MOST),
  };
}
