/**
 * Keeps what is derived from tracks as a whole up to date: the albums, and the values by which tracks are counted.
 *
 * Scans and edits only tell which tracks they have changed. Deriving follows behind them in slices, so that neither
 * waits for it, and looks at those tracks and at the albums that they belong to or have left. A kill loses nothing: the
 * first call after a start compares the generation of each track with the one that was derived, and keys of albums that
 * were still to be made are in `stale_album_key`.
 *
 * Queries use what is derived where no track has changed since: `outdated_track` and `catalogue_state.derived_to` tell
 * that in the same transaction as the change (`app/library/query/value-conditions.ts`).
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CHECKPOINTS_BEHIND, USUAL_CHECKPOINTS } from '../../storage/checkpoints.ts';
import { withoutSync, type Connection } from '../../storage/connection.ts';
import { effectiveTrackOf, type NamedTrackRow } from '../effective-track.ts';
import { albumFacts } from './album-facts.ts';
import { AlbumStore } from './album-store.ts';
import { DeclaredValues } from './declared-values.ts';
import { FieldSets } from './field-sets.ts';
import { TrackValues } from './track-values.ts';

/** Tracks of one transaction: other work of the thread waits for its end. */
const SLICE = 200;

interface TrackRow extends NamedTrackRow {
  readonly id: number;
  readonly generation: number;
}

/** What was derived of a track. */
interface DerivedRow {
  readonly id: number;
  readonly generation: number;
  readonly key: string | null;
  readonly release: string | null;
}

export class Catalogue {
  readonly #connection: Connection;
  readonly #albums: AlbumStore;
  readonly #values: TrackValues;
  readonly #fieldSets: FieldSets;
  readonly #declared: DeclaredValues;
  /** Tracks that may have changed; null where any may have. */
  #touched: Set<number> | null = null;
  #running: Promise<void> | null = null;
  /** The pass after the running one, for what changes meanwhile. */
  #next: Promise<void> | null = null;
  #isClosed = false;
  readonly #isBusy: () => boolean;
  /** How many calls wait for a pass, so that it does not give way. */
  #waiting = 0;
  readonly #present;
  readonly #derived;
  readonly #put;
  readonly #remove;
  readonly #stale;
  readonly #staleOfAlbum;
  readonly #nextStale;
  readonly #outdated;
  readonly #marked;
  readonly #unmark;
  readonly #lastTrack;
  readonly #setDerivedTo;
  readonly #forget;

  /** @param isBusy whether the thread has work that `settleBehind` gives way to */
  constructor(connection: Connection, isBusy: () => boolean = () => false) {
    this.#connection = connection;
    this.#isBusy = isBusy;
    this.#albums = new AlbumStore(connection);
    this.#values = new TrackValues(connection);
    this.#fieldSets = new FieldSets(connection);
    this.#declared = new DeclaredValues(connection, this.#values, this.#fieldSets);
    this.#present = connection.prepare<[string], TrackRow>(`
      SELECT track.id, track.generation, file.tags, track.overrides, CAST(file.name AS TEXT) AS name
      FROM track JOIN file ON file.id = track.file_id
      WHERE track.id IN (SELECT value FROM json_each(?)) AND track.present = 1`);
    this.#derived = connection.prepare<[string], DerivedRow>(`
      SELECT track_id AS id, iif(field_set IS NULL, -1, generation) AS generation, key, release
      FROM album_track WHERE track_id IN (SELECT value FROM json_each(?))`);
    this.#put = connection.prepare(`
      INSERT INTO album_track (track_id, generation, key, release, credit, artist, compilation, total_tracks,
        total_discs, field_set)
      VALUES (@id, @generation, @key, @release, @credit, @artist, @compilation, @totalTracks, @totalDiscs, @fieldSet)
      ON CONFLICT (track_id) DO UPDATE SET generation = @generation, key = @key, release = @release, credit = @credit,
        artist = @artist, compilation = @compilation, total_tracks = @totalTracks, total_discs = @totalDiscs, field_set = @fieldSet,
        album_id = CASE WHEN @key IS NULL THEN NULL ELSE album_id END`);
    this.#remove = connection.prepare('DELETE FROM album_track WHERE track_id = ?');
    this.#stale = connection.prepare('INSERT OR IGNORE INTO stale_album_key (key) VALUES (?)');
    this.#staleOfAlbum = connection.prepare(`
      INSERT OR IGNORE INTO stale_album_key (key) SELECT key FROM album_track
      WHERE album_id = (SELECT album_id FROM album_track WHERE track_id = ?) AND key IS NOT NULL`);
    this.#nextStale = connection.prepare<[], string>('SELECT key FROM stale_album_key LIMIT 1').pluck();
    this.#outdated = connection
      .prepare<[], number>(`
        SELECT track.id FROM track LEFT JOIN album_track ON album_track.track_id = track.id
          WHERE track.present = 1 AND (album_track.generation IS NOT track.generation OR field_set IS NULL)
        UNION
        SELECT track_id FROM album_track LEFT JOIN track ON track.id = track_id WHERE track.present IS NOT 1
        UNION SELECT track_id FROM outdated_track`)
      .pluck();
    this.#marked = connection
      .prepare<[], number>(`
        SELECT track_id FROM outdated_track
        UNION ALL SELECT id FROM track WHERE id > (SELECT derived_to FROM catalogue_state)`)
      .pluck();
    this.#unmark = connection.prepare('DELETE FROM outdated_track WHERE track_id IN (SELECT value FROM json_each(?))');
    this.#lastTrack = connection.prepare<[], number>('SELECT coalesce(max(id), 0) FROM track').pluck();
    this.#setDerivedTo = connection.prepare('UPDATE catalogue_state SET derived_to = @last WHERE derived_to <> @last');
    this.#forget = connection.prepare('UPDATE album_track SET generation = -1');
  }

  /** Tells that these tracks may have changed; null for all. */
  touch(ids: readonly number[] | null): void {
    if (ids === null) this.#touched = null;
    else if (this.#touched !== null) for (const id of ids) this.#touched.add(id);
  }

  /** Derives what has changed before the call. Resolves then, or when this is closed. */
  async settle(): Promise<void> {
    this.#waiting += 1;
    try {
      await this.settleBehind();
    } finally {
      this.#waiting -= 1;
      // It was left for those that wait. What ends it now is told to the next caller.
      if (this.#waiting === 0 && !this.#isClosed && this.#declared.isPending) this.settleBehind().catch(() => {});
    }
  }

  /** The same, but ends while the thread is busy, unless somebody waits; what is left is for the next call. */
  settleBehind(): Promise<void> {
    if (!this.#running) return this.#start();
    this.#next ??= this.#running
      .catch(() => {})
      .then(() => {
        this.#next = null;
        return this.#start();
      });
    return this.#next;
  }

  /** Derives everything anew, from the tags. */
  rebuild(): Promise<void> {
    this.#forget.run();
    this.touch(null);
    return this.settle();
  }

  /** Ends at the next slice; the next start finds what is left. Resolves when nothing uses the connection any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await (this.#next ?? this.#running)?.catch(() => {});
  }

  #start(): Promise<void> {
    this.#running = this.#settle().finally(() => (this.#running = null));
    return this.#running;
  }

  async #settle(): Promise<void> {
    if (this.#hasToEnd) return;
    const ids = this.#touched === null ? this.#outdated.all() : [...new Set([...this.#touched, ...this.#marked.all()])];
    const last = this.#lastTrack.get()!;
    this.#touched = new Set();
    try {
      if (await this.#deriveTracks(ids)) this.#setDerivedTo.run({ last });
      await this.#deriveAlbums();
      if (this.#declared.isPending) await this.#keepDeclared();
    } catch (error) {
      this.#touched = null;
      throw error;
    }
  }

  get #hasToEnd(): boolean {
    return this.#isClosed || (this.#waiting === 0 && this.#isBusy());
  }

  /** @returns whether all of them are derived */
  async #deriveTracks(ids: readonly number[]): Promise<boolean> {
    for (let from = 0; from < ids.length; from += SLICE) {
      if (this.#hasToEnd) {
        this.touch(ids.slice(from));
        return false;
      }
      const slice = ids.slice(from, from + SLICE);
      this.#transaction(() => this.#deriveSlice(slice));
      await nextTurn();
    }
    return true;
  }

  async #deriveAlbums(): Promise<void> {
    for (let isLeft = true; isLeft && !this.#hasToEnd;) {
      isLeft = this.#transaction(() => {
        for (let tracks = 0; tracks < SLICE; tracks++) {
          const key = this.#nextStale.get();
          if (key === undefined) return false;
          tracks += this.#albums.regroup(key);
        }
        return true;
      });
      await nextTurn();
    }
  }

  /** Gives way to whoever waits: queries do without what is left. */
  async #keepDeclared(): Promise<void> {
    const ids = this.#declared.pending();
    for (let from = 0; from < ids.length; from += SLICE) {
      if (this.#isClosed || this.#isBusy() || this.#waiting > 0) return;
      const list = JSON.stringify(ids.slice(from, from + SLICE));
      this.#transaction(() => {
        for (const row of this.#present.all(list)) this.#declared.keep(row.id, effectiveTrackOf(row).tags);
      });
      await nextTurn();
    }
    this.#declared.end();
  }

  #deriveSlice(ids: readonly number[]): void {
    const list = JSON.stringify(ids);
    const derived = new Map(this.#derived.all(list).map((row) => [row.id, row]));
    const present = new Map(this.#present.all(list).map((row) => [row.id, row]));
    this.#unmark.run(list);
    for (const id of ids) this.#deriveTrack(id, derived.get(id), present.get(id));
  }

  /**
   * @param before what was derived of the track
   * @param row the track as it is now; none where it is not there
   */
  #deriveTrack(id: number, before: DerivedRow | undefined, row: TrackRow | undefined): void {
    if (before?.generation === row?.generation) return;
    if (before && before.key !== null) this.#stale.run(before.key);
    // Keys that only the release of this track joins to its own are not found any more once it is gone.
    if (before && before.release !== null) this.#staleOfAlbum.run(id);
    if (!row) {
      this.#remove.run(id);
      this.#values.write(id, null);
      return;
    }
    const { tags } = effectiveTrackOf(row);
    const { isCompilation, ...facts } = albumFacts(tags);
    this.#put.run({
      id,
      generation: row.generation,
      compilation: Number(isCompilation),
      fieldSet: this.#fieldSets.idOf(tags),
      ...facts,
    });
    this.#values.write(id, tags);
    if (facts.key !== null) this.#stale.run(facts.key);
  }

  #set(pragmas: readonly string[]): void {
    for (const pragma of pragmas) this.#connection.pragma(pragma);
  }

  /** A power cut may take what was derived last: the marks of the tracks come back with it. */
  #transaction<Result>(work: () => Result): Result {
    if (!this.#isBusy()) this.#set(CHECKPOINTS_BEHIND);
    try {
      return withoutSync(this.#connection, this.#connection.transaction(work));
    } catch (error) {
      this.#values.forget();
      this.#fieldSets.forget();
      throw error;
    } finally {
      if (!this.#isBusy()) this.#set(USUAL_CHECKPOINTS);
    }
  }
}
