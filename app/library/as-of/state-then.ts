/**
 * Fills the tables of `shadow-tables.ts` with what was in force at a moment, from the history: the first change after
 * the moment says what was there before it. Nothing is replayed, and what has not changed since is not read.
 *
 * What is known: edits, ratings and notes, pictures, plays, moves to other files, playlists, and which tracks were
 * found by then and not missing yet. What files themselves said is not kept: a field that had no edit at the moment
 * shows what its file says now. Albums and values follow from the tracks: see `catalogue-then.ts`.
 */
import type { Connection } from '../../storage/connection.ts';
import { fromJsonColumn } from '../../storage/json-column.ts';
import {
  EFFECTIVE_TRACK_COLUMNS,
  effectiveTrackOf,
  parseOverrides,
  type EffectiveTrackRow,
  type Overrides,
} from '../effective-track.ts';
import { contentOf } from '../track-content.ts';
import { fillCatalogue } from './catalogue-then.ts';
import { CompactedError, compactionOf, dateText, lastBatchAt } from './moment.ts';

interface ChangedTrack extends EffectiveTrackRow {
  readonly id: number;
  readonly foundAt: number;
}

/** The rowid order of FTS5 has to be kept: rows are inserted by ascending id. */
const TRACKS_THEN = `SELECT then_track.id, then_track.found_at AS foundAt,
  ${EFFECTIVE_TRACK_COLUMNS.replaceAll('track.overrides', 'then_track.overrides')}
  FROM then_track JOIN main.file ON file.id = then_track.file_id ORDER BY then_track.id`;

/** Columns that a track takes over from its file, and from whichever track lies there. */
const PLACED = ['kind', 'duration', 'bitrate', 'bytes'] as const;

/**
 * Fills the tables, inside a transaction of the caller.
 * @param at milliseconds since 1970
 * @throws CompactedError for a moment whose history has been compacted
 */
export function fillStateThen(connection: Connection, at: number): void {
  const compaction = compactionOf(connection);
  const batch = lastBatchAt(connection, at);
  if (compaction !== null && batch < compaction.lastBatch) {
    throw new CompactedError(
      `the history before ${dateText(compaction.before)} is compacted; the library is known as of that moment and later`,
    );
  }
  for (const table of ['moment', 'undone', 'changed', 'track', 'item', 'genre', 'search']) {
    connection.exec(`DELETE FROM then_${table}`);
  }
  connection.prepare('INSERT INTO then_moment (at, batch) VALUES (?, ?)').run(at, batch);
  fillUndone(connection, batch);
  fillTracks(connection, at, batch);
  fillCatalogue(connection);
  fillPlaylists(connection, at, batch);
}

function fillTracks(connection: Connection, at: number, batch: number): void {
  connection
    .prepare(`
      INSERT INTO then_changed (id)
      SELECT track_id FROM main.edit WHERE batch_id > @batch
      UNION SELECT track_id FROM main.track_move WHERE batch_id > @batch
      UNION SELECT other_id FROM main.track_move WHERE batch_id > @batch
      UNION SELECT track_id FROM main.play WHERE at > @at
      UNION SELECT id FROM main.track WHERE found_at > @at
      UNION SELECT id FROM main.track WHERE file_id IN (SELECT id FROM main.file WHERE missing_since > @at)`)
    .run({ at, batch });
  connection
    .prepare(
      'INSERT INTO then_track SELECT * FROM main.track WHERE found_at <= ? AND id IN (SELECT id FROM then_changed)',
    )
    .run(at);
  placeBack(connection, batch);
  overridesBack(connection, batch);
  deriveTracks(connection);
  connection
    .prepare(`
      UPDATE then_track SET present = aside = 0 AND
        (SELECT coalesce(missing_since > ?, 1) FROM main.file WHERE file.id = file_id)`)
    .run(at);
  connection
    .prepare(`
      UPDATE then_track SET changed_at = min(changed_at, @at), edited_at = coalesce((SELECT max(edit_batch.at)
        FROM main.edit JOIN main.edit_batch ON edit_batch.id = batch_id
        WHERE track_id = then_track.id AND batch_id <= @batch), 0)`)
    .run({ at, batch });
  countPlays(connection, at, batch);
}

/** Puts tracks that have moved to another file since back to the files that they had. */
function placeBack(connection: Connection, batch: number): void {
  const moves = connection
    .prepare<[number], { trackId: number; otherId: number; fromFile: number; toFile: number }>(`
      SELECT track_id AS trackId, other_id AS otherId, from_file AS fromFile, to_file AS toFile
      FROM main.track_move WHERE batch_id > ? ORDER BY id DESC`)
    .all(batch);
  const files = new Map<number, number>();
  for (const { trackId, otherId, fromFile, toFile } of moves) files.set(trackId, fromFile).set(otherId, toFile);
  const place = connection.prepare(`
    UPDATE then_track SET (file_id, ${PLACED.join(', ')}) =
      (SELECT file_id, ${PLACED.join(', ')} FROM main.track AS there WHERE there.file_id = ?)
    WHERE id = ? AND EXISTS (SELECT 1 FROM main.track AS there WHERE there.file_id = ?)`);
  for (const [id, file] of files) place.run(file, id, file);
}

/** The first change of each field after the moment says which override it had. */
function overridesBack(connection: Connection, batch: number): void {
  const changes = connection
    .prepare<[number], { id: number; field: string; before: string | null; isOverride: number }>(`
      SELECT track_id AS id, field, before, before_is_override AS isOverride, min(id) AS first
      FROM main.edit WHERE batch_id > ? GROUP BY track_id, field ORDER BY track_id`)
    .all(batch);
  const overridesOf = connection.prepare<[number], string>('SELECT overrides FROM then_track WHERE id = ?').pluck();
  const set = connection.prepare('UPDATE then_track SET overrides = ? WHERE id = ?');
  for (const [id, ofTrack] of Map.groupBy(changes, (change) => change.id)) {
    const now = overridesOf.get(id);
    if (now === undefined) continue;
    const fields = new Map(Object.entries(parseOverrides(now)));
    for (const { field, before, isOverride } of ofTrack) {
      if (isOverride === 1) fields.set(field, fromJsonColumn<string[]>(before));
      else fields.delete(field);
    }
    const then: Overrides = Object.fromEntries([...fields].sort(([a], [b]) => (a < b ? -1 : 1)));
    set.run(JSON.stringify(then), id);
  }
}

/** What the columns, the genres and the full-text index hold, from the overrides of then. */
function deriveTracks(connection: Connection): void {
  const rows = connection.prepare<[], ChangedTrack>(TRACKS_THEN).all();
  const genre = connection.prepare('INSERT OR IGNORE INTO then_genre (genre_key, track_id, genre) VALUES (?, ?, ?)');
  const text = connection.prepare(`
    INSERT INTO then_search (rowid, title, artist, album, albumartist, genre, composer, file)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const names = Object.keys(rows[0] ? contentOf(effectiveTrackOf(rows[0])).columns : {});
  const set = connection.prepare(`
    UPDATE then_track SET ${['has_art = @hasArt', 'added_at = @addedAt', 'aside = @aside', ...names.map((name) => `${name} = @${name}`)].join(', ')}
    WHERE id = @id`);
  for (const row of rows) {
    const track = effectiveTrackOf(row);
    const content = contentOf(track);
    const { columns, composer, fileName } = content;
    set.run({
      ...columns,
      id: row.id,
      hasArt: Number(content.hasArt),
      aside: track.aside,
      addedAt: track.addedAt ?? row.foundAt,
    });
    for (const [key, name] of content.genres) genre.run(key, row.id, name);
    const { title, artist, album, album_artist: albumArtist, genre: genres } = columns;
    text.run(row.id, title, artist, album, albumArtist, genres, composer, fileName);
  }
}

function countPlays(connection: Connection, at: number, batch: number): void {
  const counted = `FROM main.play WHERE play.track_id = then_track.id AND iif(play.batch_id IS NULL,
    coalesce(play.at, 0) <= @at, play.batch_id <= @batch AND play.batch_id NOT IN (SELECT id FROM then_undone))`;
  connection
    .prepare(`
      UPDATE then_track SET
        plays = (SELECT coalesce(sum(count), 0) ${counted} AND kind = 'play'),
        skips = (SELECT coalesce(sum(count), 0) ${counted} AND kind = 'skip'),
        last_played = (SELECT max(at) ${counted} AND kind = 'play')`)
    .run({ at, batch });
}

function fillPlaylists(connection: Connection, at: number, batch: number): void {
  connection.exec('DELETE FROM temp.playlist; INSERT INTO temp.playlist SELECT * FROM main.playlist');
  connection.prepare('UPDATE temp.playlist SET shown = 0 WHERE created_at > ?').run(at);
  const changes = connection
    .prepare<[number], { id: number; field: string; before: string }>(`
      SELECT playlist_id AS id, field, before, min(id) AS first
      FROM main.playlist_change WHERE batch_id > ? GROUP BY playlist_id, field`)
    .all(batch);
  const write = (value: string, column: string) =>
    connection.prepare(`UPDATE temp.playlist SET ${column} = ${value} WHERE id = ?`);
  const columns: Readonly<Record<string, ReturnType<typeof write>>> = {
    shown: write("? ->> '$'", 'shown'),
    name: write("? ->> '$'", 'name'),
    folder: write("? ->> '$'", 'folder'),
    rule: write("nullif(?, 'null')", 'rule'),
  };
  for (const { id, field, before } of changes) columns[field]?.run(before, id);
  connection
    .prepare(`
      INSERT INTO then_item (id, playlist_id, track_id, rank)
      SELECT item.id, item.playlist_id, item.track_id, change.before
      FROM (SELECT item_id, before, min(id) FROM main.playlist_item_change WHERE batch_id > ? GROUP BY item_id) AS change
        JOIN main.playlist_item AS item ON item.id = change.item_id`)
    .run(batch);
}

/** A batch is undone by the last batch that undoes it and is not undone itself. */
function fillUndone(connection: Connection, batch: number): void {
  const undos = connection
    .prepare<[number], { id: number; undoes: number }>(
      'SELECT id, undoes FROM main.edit_batch WHERE undoes IS NOT NULL AND id <= ? ORDER BY id DESC',
    )
    .all(batch);
  const undoneBy = new Map<number, number>();
  for (const { id, undoes } of undos) if (!undoneBy.has(id) && !undoneBy.has(undoes)) undoneBy.set(undoes, id);
  const insert = connection.prepare('INSERT INTO then_undone (id, undone_by) VALUES (?, ?)');
  for (const [id, by] of undoneBy) insert.run(id, by);
}
