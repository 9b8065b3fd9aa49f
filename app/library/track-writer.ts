/**
 * Writes a track's derived state: the columns taken from its effective tags, its genres and its entry in
 * the full-text index. Scans and edits both end here, so the three never disagree.
 */
import type { Tags } from '../../fuse/formats/layout.ts';
import type { Connection } from '../storage/connection.ts';
import { derivedColumns, type DerivedColumns } from './derived-columns.ts';
import { fold } from './fold.ts';

/** Technical columns that a track takes over from its file. */
export interface FileColumns {
  readonly kind: string;
  readonly duration: number;
  readonly bitrate: number;
  readonly bytes: number;
}

export interface NewTrack extends FileColumns {
  readonly fileId: number;
  readonly fileName: string;
  readonly tags: Tags;
  readonly hasArt: boolean;
  readonly now: number;
}

const DERIVED = [
  'title',
  'artist',
  'album',
  'album_artist',
  'genre',
  'year',
  'track_number',
  'disc_number',
  'title_key',
  'artist_key',
  'album_key',
  'album_artist_key',
] as const satisfies readonly (keyof DerivedColumns)[];

export class TrackWriter {
  readonly #insert;
  readonly #updateDerived;
  readonly #updateFile;
  readonly #insertGenre;
  readonly #deleteGenres;
  readonly #index;
  readonly #unindex;
  readonly #mend;
  readonly #genres;
  #touched: Set<number> | null = null;

  /** @param searchTable the full-text index that is written: another one while it is made again */
  constructor(connection: Connection, searchTable: 'track_search' | 'track_search_next' = 'track_search') {
    this.#insert = connection.prepare(`
      INSERT INTO track (file_id, present, generation, added_at, changed_at, kind, duration, bitrate, bytes, has_art, ${DERIVED.join(', ')})
      VALUES (@fileId, 1, 1, @now, @now, @kind, @duration, @bitrate, @bytes, @hasArt, ${DERIVED.map((name) => `@${name}`).join(', ')})`);
    this.#updateDerived = connection.prepare(`
      UPDATE track SET generation = generation + 1, changed_at = max(@now, changed_at + 1), has_art = @hasArt,
        ${DERIVED.map((name) => `${name} = @${name}`).join(', ')} WHERE id = @id`);
    this.#updateFile = connection.prepare(
      'UPDATE track SET present = 1, kind = @kind, duration = @duration, bitrate = @bitrate, bytes = @bytes WHERE id = @id',
    );
    this.#insertGenre = connection.prepare(
      'INSERT OR IGNORE INTO track_genre (genre_key, track_id, genre) VALUES (?, ?, ?)',
    );
    this.#deleteGenres = connection.prepare('DELETE FROM track_genre WHERE track_id = ?');
    this.#index = connection.prepare(
      `INSERT INTO ${searchTable} (rowid, title, artist, album, albumartist, genre, composer, file) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#unindex = connection.prepare(`DELETE FROM ${searchTable} WHERE rowid = ?`);
    const columns = [...DERIVED, 'kind', 'duration', 'bitrate', 'bytes'];
    this.#mend = connection.prepare(`
      UPDATE track SET generation = generation + 1, changed_at = max(@now, changed_at + 1), has_art = @hasArt, ${columns.map((name) => `${name} = @${name}`).join(', ')}
      WHERE id = @id AND (has_art <> @hasArt OR ${columns.map((name) => `${name} IS NOT @${name}`).join(' OR ')})`);
    this.#genres = connection.prepare<[number], { genre_key: string; genre: string }>(
      'SELECT genre_key, genre FROM track_genre WHERE track_id = ?',
    );
  }

  /** @returns the new track's id */
  insert(track: NewTrack): number {
    const derived = derivedColumns(track.tags, track.fileName);
    const { fileId, now, kind, duration, bitrate, bytes } = track;
    const id = Number(
      this.#insert.run({ fileId, now, kind, duration, bitrate, bytes, hasArt: Number(track.hasArt), ...derived })
        .lastInsertRowid,
    );
    this.#writeGenres(id, track.tags);
    this.#writeIndex(id, derived, track.tags, track.fileName);
    return id;
  }

  /** After the tags in force have changed: raises the generation and rewrites everything derived. */
  retag(id: number, tags: Tags, fileName: string, hasArt: boolean, now: number): void {
    const derived = derivedColumns(tags, fileName);
    this.#updateDerived.run({ id, now, hasArt: Number(hasArt), ...derived });
    this.#deleteGenres.run(id);
    this.#unindex.run(id);
    this.#writeGenres(id, tags);
    this.#writeIndex(id, derived, tags, fileName);
  }

  /** After the file behind the track was read anew. */
  refile(id: number, file: FileColumns): void {
    const { kind, duration, bitrate, bytes } = file;
    this.#updateFile.run({ id, kind, duration, bitrate, bytes });
  }

  /**
   * Rewrites what is derived of a track, but for its entry in the full-text index, where it is not as it has to be.
   * @returns whether something was
   */
  mend(
    id: number,
    tags: Tags,
    fileName: string,
    hasArt: boolean,
    { kind, duration, bitrate, bytes }: FileColumns,
    now: number,
  ): boolean {
    const changed =
      this.#mend.run({
        id,
        now,
        hasArt: Number(hasArt),
        kind,
        duration,
        bitrate,
        bytes,
        ...derivedColumns(tags, fileName),
      }).changes > 0;
    // The first of several spellings counts, as it does where they are written.
    const wanted = new Map<string, string>();
    for (const genre of tags['genre'] ?? []) if (!wanted.has(fold(genre))) wanted.set(fold(genre), genre);
    const stored = this.#genres.all(id);
    if (stored.length === wanted.size && stored.every(({ genre_key, genre }) => wanted.get(genre_key) === genre)) {
      return changed;
    }
    this.#deleteGenres.run(id);
    this.#writeGenres(id, tags);
    return true;
  }

  /** Rewrites a track's entry in the full-text index. */
  reindex(id: number, tags: Tags, fileName: string): void {
    this.#unindex.run(id);
    this.#writeIndex(id, derivedColumns(tags, fileName), tags, fileName);
  }

  /** Collects the ids of the tracks that are written from now on, until somebody else or null is named. */
  watch(touched: Set<number> | null): void {
    this.#touched = touched;
  }

  #writeGenres(id: number, tags: Tags): void {
    for (const genre of tags['genre'] ?? []) this.#insertGenre.run(fold(genre), id, genre);
  }

  #writeIndex(id: number, derived: DerivedColumns, tags: Tags, fileName: string): void {
    this.#touched?.add(id);
    this.#index.run(
      id,
      derived.title,
      derived.artist,
      derived.album,
      derived.album_artist,
      derived.genre,
      tags['composer']?.join(' ') ?? '',
      fileName,
    );
  }
}
