/**
 * The albums and the values by which tracks are counted, as of a moment: `fillTracks` of `state-then.ts` has filled in
 * the tracks that have changed since, and what is derived of them is derived here, by the rules of the catalogue.
 *
 * Albums are made anew where one of their tracks has changed, then or now, together with those that share a key or a
 * release with them; all others are those of the library. An album keeps its id where most of its tracks do.
 */
import type { Connection } from '../../storage/connection.ts';
import { albumFacts } from '../catalogue/album-facts.ts';
import { AlbumStore, type AlbumTables } from '../catalogue/album-store.ts';
import { countedValues } from '../catalogue/value-fields.ts';
import { EFFECTIVE_TRACK_COLUMNS, effectiveTrackOf, type EffectiveTrackRow } from '../effective-track.ts';
import { fold } from '../fold.ts';

const TABLES: AlbumTables = { album: 'then_album', albumTrack: 'then_album_track', staleKey: 'then_stale_key' };

interface ChangedTrack extends EffectiveTrackRow {
  readonly id: number;
  readonly generation: number;
  readonly albumId: number | null;
}

/** Fills the tables, inside a transaction of the caller. */
export function fillCatalogue(connection: Connection): void {
  for (const table of ['regrouped', 'left_album', 'stale_key', 'album', 'album_track', 'value', 'track_value']) {
    connection.exec(`DELETE FROM then_${table}`);
  }
  const rows = connection
    .prepare<[], ChangedTrack>(`
      SELECT track.id, track.generation, album_track.album_id AS albumId, ${EFFECTIVE_TRACK_COLUMNS}
      FROM then_track AS track JOIN main.file ON file.id = track.file_id
        LEFT JOIN main.album_track ON album_track.track_id = track.id
      WHERE track.present = 1 ORDER BY track.id`)
    .all();
  connection.exec(`
    INSERT INTO then_regrouped (track_id) SELECT id FROM then_changed;
    INSERT OR IGNORE INTO then_stale_key (key)
      SELECT key FROM main.album_track WHERE track_id IN (SELECT id FROM then_changed) AND key IS NOT NULL`);
  const values = new ValuesThen(connection);
  const facts = connection.prepare(`
    INSERT INTO then_album_track (track_id, generation, album_id, key, release, credit, artist, compilation,
      total_tracks, total_discs)
    VALUES (@id, @generation, @albumId, @key, @release, @credit, @artist, @compilation, @totalTracks, @totalDiscs)`);
  const stale = connection.prepare('INSERT OR IGNORE INTO then_stale_key (key) VALUES (?)');
  for (const { id, generation, albumId, ...row } of rows) {
    const { tags } = effectiveTrackOf(row);
    const { isCompilation, ...album } = albumFacts(tags);
    facts.run({
      id,
      generation,
      albumId: album.key === null ? null : albumId,
      compilation: Number(isCompilation),
      ...album,
    });
    if (album.key !== null) stale.run(album.key);
    values.write(id, tags);
  }
  regroup(connection);
}

/** Makes the albums of the keys in `then_stale_key`. */
function regroup(connection: Connection): void {
  takeRelated(connection);
  connection.exec(`
    INSERT INTO then_left_album (id) SELECT DISTINCT album_id FROM main.album_track
      WHERE track_id IN (SELECT track_id FROM then_regrouped) AND album_id IS NOT NULL;
    INSERT INTO then_album SELECT * FROM main.album WHERE id IN (SELECT id FROM then_left_album);
    DELETE FROM temp.sqlite_sequence WHERE name = 'then_album';
    INSERT INTO temp.sqlite_sequence (name, seq) SELECT 'then_album', coalesce(max(id), 0) FROM main.album`);
  const albums = new AlbumStore(connection, TABLES);
  const next = connection.prepare<[], string>('SELECT key FROM then_stale_key LIMIT 1').pluck();
  for (let key = next.get(); key !== undefined; key = next.get()) albums.regroup(key);
  connection.exec(
    'DELETE FROM then_album WHERE id NOT IN (SELECT album_id FROM then_album_track WHERE album_id IS NOT NULL)',
  );
}

/** Takes over the tracks that have not changed, but may share an album with one that has. */
function takeRelated(connection: Connection): void {
  const takes = [
    'key = @key',
    'release IN (SELECT release FROM then_album_track WHERE key = @key AND release IS NOT NULL)',
    'album_id IN (SELECT album_id FROM main.album_track WHERE key = @key)',
  ].map((related) =>
    connection.prepare<{ key: string }, { id: number; key: string | null }>(`
      INSERT INTO then_album_track SELECT * FROM main.album_track
      WHERE ${related} AND track_id NOT IN (SELECT track_id FROM then_regrouped)
      RETURNING track_id AS id, key`),
  );
  const taken = connection.prepare('INSERT INTO then_regrouped (track_id) VALUES (?)');
  const stale = connection.prepare('INSERT OR IGNORE INTO then_stale_key (key) VALUES (?)');
  const keys = new Set(connection.prepare<[], string>('SELECT key FROM then_stale_key').pluck().all());
  // A set also gives what is added while it is gone through.
  for (const key of keys) {
    for (const take of takes) {
      for (const row of take.all({ key })) {
        taken.run(row.id);
        if (row.key === null) continue;
        stale.run(row.key);
        keys.add(row.key);
      }
    }
  }
}

/** Writes the values of tracks, with the ids that the library gives them where it has them. */
class ValuesThen {
  readonly #find;
  readonly #insert;
  readonly #add;
  #lastId: number;

  constructor(connection: Connection) {
    this.#find = connection
      .prepare<{ field: string; value: string }, number>(`
        SELECT id FROM main.field_value WHERE field = @field AND value = @value
        UNION ALL SELECT id FROM then_value WHERE field = @field AND value = @value`)
      .pluck();
    this.#insert = connection.prepare(
      'INSERT INTO then_value (id, field, key, value, sort) VALUES (@id, @field, @key, @value, @sort)',
    );
    this.#add = connection.prepare('INSERT OR IGNORE INTO then_track_value (value_id, track_id) VALUES (?, ?)');
    this.#lastId = connection.prepare<[], number>('SELECT coalesce(max(id), 0) FROM main.field_value').pluck().get()!;
  }

  write(trackId: number, tags: Parameters<typeof countedValues>[0]): void {
    for (const { field, value, sort } of countedValues(tags)) {
      let id = this.#find.get({ field, value });
      if (id === undefined) {
        id = this.#lastId += 1;
        this.#insert.run({ id, field, key: fold(value), value, sort });
      }
      this.#add.run(id, trackId);
    }
  }
}
