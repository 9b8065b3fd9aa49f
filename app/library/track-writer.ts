/**
 * Writes a track's derived state: the columns taken from its effective tags, its genres and its entry in
 * the full-text index. Scans and edits both end here, so the three never disagree.
 */
import type { Tags } from '../../fuse/formats/layout.ts';
import type { Connection } from '../storage/connection.ts';
import { derivedColumns, type DerivedColumns } from './effective.ts';
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
  'title', 'artist', 'album', 'album_artist', 'genre', 'year', 'track_number', 'disc_number',
  'title_key', 'artist_key', 'album_key', 'album_artist_key',
] as const satisfies readonly (keyof DerivedColumns)[];

export class TrackWriter {
  readonly #insert;
  readonly #updateDerived;
  readonly #updateFile;
  readonly #insertGenre;
  readonly #deleteGenres;
  readonly #index;
  readonly #unindex;

  constructor(connection: Connection) {
    this.#insert = connection.prepare(`
      INSERT INTO track (file_id, present, generation, added_at, changed_at, kind, duration, bitrate, bytes, has_art, ${DERIVED.join(', ')})
      VALUES (@fileId, 1, 1, @now, @now, @kind, @duration, @bitrate, @bytes, @hasArt, ${DERIVED.map((name) => `@${name}`).join(', ')})`);
    this.#updateDerived = connection.prepare(`
      UPDATE track SET generation = generation + 1, changed_at = max(@now, changed_at + 1), has_art = @hasArt,
        ${DERIVED.map((name) => `${name} = @${name}`).join(', ')} WHERE id = @id`);
    this.#updateFile = connection.prepare('UPDATE track SET present = 1, kind = @kind, duration = @duration, bitrate = @bitrate, bytes = @bytes WHERE id = @id');
    this.#insertGenre = connection.prepare('INSERT OR IGNORE INTO track_genre (genre_key, track_id, genre) VALUES (?, ?, ?)');
    this.#deleteGenres = connection.prepare('DELETE FROM track_genre WHERE track_id = ?');
    this.#index = connection.prepare('INSERT INTO track_search (rowid, title, artist, album, albumartist, genre, composer, file) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    this.#unindex = connection.prepare('DELETE FROM track_search WHERE rowid = ?');
  }

  /** @returns the new track's id */
  insert(track: NewTrack): number {
    const derived = derivedColumns(track.tags, track.fileName);
    const { fileId, now, kind, duration, bitrate, bytes } = track;
    const id = Number(this.#insert.run({ fileId, now, kind, duration, bitrate, bytes, hasArt: Number(track.hasArt), ...derived }).lastInsertRowid);
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

  #writeGenres(id: number, tags: Tags): void {
    for (const genre of tags['genre'] ?? []) this.#insertGenre.run(fold(genre), id, genre);
  }

  #writeIndex(id: number, derived: DerivedColumns, tags: Tags, fileName: string): void {
    this.#index.run(id, derived.title, derived.artist, derived.album, derived.album_artist, derived.genre, tags['composer']?.join(' ') ?? '', fileName);
  }
}
