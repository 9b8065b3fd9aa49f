/**
 * Writes a track's derived state: the columns taken from its effective tags, its genres and its entry in
 * the full-text index. Scans and edits both end here, so the three never disagree.
 */
import type { Connection } from '../storage/connection.ts';
import { changedColumns, type DerivedColumns } from './derived-columns.ts';
import { type EffectiveTrack, sameValues } from './effective-track.ts';
import { haveSameWords, searchTexts, searchTextsOf } from './search-texts.ts';
import { HAS_FILE } from './set-aside.ts';
import { genresOf, type TrackContent } from './track-content.ts';

/** Technical columns that a track takes over from its file. */
export interface FileColumns {
  readonly kind: string;
  readonly duration: number;
  readonly bitrate: number;
  readonly bytes: number;
}

export interface NewTrack extends FileColumns {
  readonly fileId: number;
  readonly content: TrackContent;
  readonly now: number;
}

/** An edit of overrides as `retag` writes it. */
export interface OverridesEdit {
  /** The track as it was written last. */
  readonly before: EffectiveTrack;
  /** Whether the file shows the edit. One that shows the same bytes keeps its time: players would read it again. */
  readonly isShown: boolean;
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
  'title_sort',
  'artist_sort',
  'album_sort',
  'album_artist_sort',
  'composer_sort',
  'artist_key',
  'album_key',
  'album_artist_key',
  'rating',
  'favourite',
] as const satisfies readonly (keyof DerivedColumns)[];

type Statement = ReturnType<Connection['prepare']>;

interface Waiting {
  /** New entries of the full-text index by their track. */
  readonly entries: Map<number, readonly string[]>;
  /** Tracks of which what `catalogue` has derived is not to be used. */
  readonly outdated: Set<number>;
}

export class TrackWriter {
  readonly #connection: Connection;
  /** Statements that write some of the derived columns, by their assignments. */
  readonly #updates = new Map<string, Statement>();
  readonly #insert;
  readonly #updateFile;
  readonly #insertGenre;
  readonly #deleteGenres;
  readonly #index;
  readonly #unindex;
  readonly #outdate;
  readonly #outdateAll;
  readonly #mend;
  readonly #delete;
  readonly #genres;
  #touched: Set<number> | null = null;
  /** What waits for the end of `together`. */
  #waiting: Waiting | null = null;

  /** @param searchTable the full-text index to write: `track_search_next` during a rebuild */
  constructor(connection: Connection, searchTable: 'track_search' | 'track_search_next' = 'track_search') {
    this.#connection = connection;
    this.#insert = connection.prepare(`
      INSERT INTO track (file_id, present, generation, found_at, added_at, changed_at, kind, duration, bitrate, bytes, has_art,
        ${DERIVED.join(', ')})
      VALUES (?, 1, 1, ?, ?, ?, ?, ?, ?, ?, ?, ${DERIVED.map(() => '?').join(', ')})`);
    this.#updateFile = connection.prepare(
      `UPDATE track SET present = aside = 0 AND ${HAS_FILE}, kind = @kind, duration = @duration, bitrate = @bitrate, bytes = @bytes
        WHERE id = @id`,
    );
    this.#insertGenre = connection.prepare(
      'INSERT OR IGNORE INTO track_genre (genre_key, track_id, genre) VALUES (?, ?, ?)',
    );
    this.#deleteGenres = connection.prepare('DELETE FROM track_genre WHERE track_id = ?');
    this.#index = connection.prepare(
      `INSERT INTO ${searchTable} (rowid, title, artist, album, albumartist, genre, composer, file)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#delete = connection.prepare('DELETE FROM track WHERE id = ?');
    this.#unindex = connection.prepare(`DELETE FROM ${searchTable} WHERE rowid = ?`);
    const columns = [...DERIVED, 'kind', 'duration', 'bitrate', 'bytes'];
    this.#outdate = connection.prepare('INSERT OR IGNORE INTO outdated_track (track_id) VALUES (?)');
    this.#outdateAll = connection.prepare(
      'INSERT OR IGNORE INTO outdated_track (track_id) SELECT value FROM json_each(?)',
    );
    this.#mend = connection.prepare(`
      UPDATE track SET generation = generation + 1, changed_at = max(@now, changed_at + 1), has_art = @hasArt,
        added_at = coalesce(@addedAt, found_at), aside = @aside, present = @aside = 0 AND ${HAS_FILE},
        ${columns.map((name) => `${name} = @${name}`).join(', ')}
      WHERE id = @id AND (has_art <> @hasArt OR aside <> @aside OR added_at <> coalesce(@addedAt, found_at) OR ${columns.map((name) => `${name} IS NOT @${name}`).join(' OR ')})`);
    this.#genres = connection.prepare<[number], { genre_key: string; genre: string }>(
      'SELECT genre_key, genre FROM track_genre WHERE track_id = ?',
    );
  }

  /** @returns the new track's id */
  insert({ fileId, content, now, kind, duration, bitrate, bytes }: NewTrack): number {
    const { columns } = content;
    const derived = DERIVED.map((name) => columns[name]);
    // Values by position: a scan binds them in half the time that names take.
    const { lastInsertRowid } = this.#insert.run(
      fileId,
      now,
      now,
      now,
      kind,
      duration,
      bitrate,
      bytes,
      Number(content.hasArt),
      derived,
    );
    const id = Number(lastInsertRowid);
    this.#writeGenres(id, content.genres);
    this.#writeIndex(id, searchTextsOf(content));
    return id;
  }

  /**
   * After the tags in force have changed: raises the generation and rewrites what is derived from them.
   * @param edit what has changed them, where it is an edit: it writes the overrides, and what is derived the same stays.
   * Each index over a column costs as much as the column, and an edit concerns few of them.
   */
  retag(id: number, track: EffectiveTrack, now: number, edit: OverridesEdit | null = null): void {
    this.#touched?.add(id);
    const before = edit?.before ?? null;
    const columns = before ? changedColumns(before.tags, track.tags, track.fileName) : track.columns;
    const set: [assignment: string, value: unknown][] = Object.entries(columns).map(([name, to]) => [
      `${name} = ?`,
      to,
    ]);
    if (before?.hasArt !== track.hasArt) set.push(['has_art = ?', Number(track.hasArt)]);
    // What the person says goes before when the scan found it.
    if (before?.addedAt !== track.addedAt) set.push(['added_at = coalesce(?, found_at)', track.addedAt]);
    if (before?.aside !== track.aside) {
      set.push(['aside = ?', track.aside], [`present = ? AND ${HAS_FILE}`, Number(track.aside === 0)]);
    }
    if (edit) set.push(['overrides = ?', JSON.stringify(track.overrides)]);
    if (edit?.isShown) set.push(['edited_at = max(?, edited_at + 1)', now]);
    this.#updateOf(set.map(([assignment]) => assignment)).run([now, ...set.map(([, value]) => value), id]);
    this.outdate(id);
    if (!before || !sameValues(before.values('genre'), track.values('genre'))) {
      this.#deleteGenres.run(id);
      this.#writeGenres(id, genresOf(track.tags));
    }
    if (!before || !haveSameWords(searchTexts(before), searchTexts(track))) this.reindex(id, track);
  }

  /** Deletes a track with everything derived. Its history stays. */
  remove(id: number): void {
    this.#touched?.add(id);
    this.#unindex.run(id);
    this.#delete.run(id);
  }

  /** After the file behind the track was read anew, or is another one. */
  refile(id: number, file: FileColumns): void {
    const { kind, duration, bitrate, bytes } = file;
    this.#updateFile.run({ id, kind, duration, bitrate, bytes });
  }

  /**
   * Rewrites those derived columns and genres of a track that are not as they have to be. Its entry in the full-text
   * index stays.
   * @returns whether something was rewritten
   */
  mend(id: number, track: EffectiveTrack, { kind, duration, bitrate, bytes }: FileColumns, now: number): boolean {
    const { addedAt, aside } = track;
    const columns = {
      id,
      now,
      hasArt: Number(track.hasArt),
      addedAt,
      aside,
      kind,
      duration,
      bitrate,
      bytes,
      ...track.columns,
    };
    const changed = this.#mend.run(columns).changes > 0;
    if (changed) this.outdate(id);
    // The first of several spellings counts, as it does where they are written.
    const genres = genresOf(track.tags);
    const wanted = new Map<string, string>();
    for (const [key, genre] of genres) if (!wanted.has(key)) wanted.set(key, genre);
    const stored = this.#genres.all(id);
    if (stored.length === wanted.size && stored.every(({ genre_key, genre }) => wanted.get(genre_key) === genre)) {
      return changed;
    }
    this.#deleteGenres.run(id);
    this.#writeGenres(id, genres);
    return true;
  }

  /** Rewrites a track's entry in the full-text index. */
  reindex(id: number, track: EffectiveTrack): void {
    if (this.#waiting) {
      this.#waiting.entries.set(id, searchTexts(track));
      return;
    }
    this.#unindex.run(id);
    this.#writeIndex(id, searchTexts(track));
  }

  /**
   * Rewrites the entries of many tracks in the full-text index at the end of `work`, in the order of their ids: FTS5
   * gathers entries as long as ids ascend, and writes a segment for each step back.
   * `work` is a part of a transaction, inserts no tracks and removes none.
   */
  together<Result>(work: () => Result): Result {
    const { entries, outdated } = (this.#waiting = { entries: new Map(), outdated: new Set() });
    try {
      const result = work();
      const ids = [...entries.keys()].sort((a, b) => a - b);
      for (const id of ids) this.#unindex.run(id);
      for (const id of ids) this.#writeIndex(id, entries.get(id)!);
      if (outdated.size > 0) this.#outdateAll.run(JSON.stringify([...outdated]));
      return result;
    } finally {
      this.#waiting = null;
    }
  }

  /** Notes that what `catalogue` has derived from a track is not to be used: its tags have changed, or it is there again. */
  outdate(id: number): void {
    if (this.#waiting) this.#waiting.outdated.add(id);
    else this.#outdate.run(id);
  }

  /** Collects the ids of the tracks that are written from now on, until another set or null is given. */
  watch(touched: Set<number> | null): void {
    this.#touched = touched;
  }

  #writeGenres(id: number, genres: TrackContent['genres']): void {
    for (const [key, genre] of genres) this.#insertGenre.run(key, id, genre);
  }

  #writeIndex(id: number, texts: readonly string[]): void {
    this.#touched?.add(id);
    this.#index.run(id, texts);
  }

  /** @param assignments each with one parameter */
  #updateOf(assignments: readonly string[]): Statement {
    const key = assignments.join();
    let update = this.#updates.get(key);
    if (!update) {
      update = this.#connection.prepare(
        `UPDATE track SET ${['generation = generation + 1', 'changed_at = max(?, changed_at + 1)', ...assignments].join()}
          WHERE id = ?`,
      );
      this.#updates.set(key, update);
    }
    return update;
  }
}
