/**
 * Plays and skips of tracks: rows of table `play`, and their sums in the columns `plays`, `skips` and `last_played` of
 * `track`, written in the same transaction.
 *
 * They belong to the track, and so stay with its sound when the file moves, is retagged or becomes another file. A row
 * with a batch of the history counts as long as the batch is not undone: an undo deletes nothing.
 */
import type { Connection } from '../storage/connection.ts';
import { NotFoundError } from './not-found.ts';

/** `play`: half of the track or four minutes of it were heard. `skip`: the listener left it before. */
export type PlayKind = 'play' | 'skip';

/** One play or skip, or so many. */
export interface NewPlay {
  readonly trackId: number;
  readonly kind: PlayKind;
  /** Milliseconds since 1970 of the last of them; null where nobody knows. */
  readonly at: number | null;
  readonly count: number;
  /** The program that has counted: `descant`, or the one that an import reads. */
  readonly source: string;
}

/** How often a program says that a track was played or skipped, in all. */
export interface PlayTotal {
  readonly kind: PlayKind;
  readonly total: number;
  /** Milliseconds since 1970 of the last; null where nobody knows. */
  readonly lastAt: number | null;
  readonly source: string;
}

/** A play or skip that has just been. */
export interface HeardTrack {
  readonly id: number;
  readonly kind: PlayKind;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The program that plays in the app's own page. */
const OWN_PLAYER = 'descant';

/** The sums of a track. */
export interface PlayCounts {
  readonly plays: number;
  readonly skips: number;
}

/** Whether a row counts; over `play` and its batch. */
const COUNTS = 'edit_batch.undone_by IS NULL';
const OF_TRACK = `FROM play LEFT JOIN edit_batch ON edit_batch.id = play.batch_id
  WHERE play.track_id = track.id AND ${COUNTS}`;

export class Plays {
  readonly #insert;
  readonly #count;
  readonly #recount;
  readonly #counts;
  readonly #fromSource;
  readonly #ofBatch;

  constructor(connection: Connection) {
    this.#insert = connection.prepare(
      'INSERT INTO play (track_id, kind, at, count, source, batch_id) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#count = connection.prepare(`
      UPDATE track SET plays = plays + @plays, skips = skips + @skips,
        last_played = CASE WHEN @plays = 0 OR @at IS NULL THEN last_played ELSE max(coalesce(last_played, @at), @at) END
      WHERE id = @id`);
    this.#recount = connection.prepare(`
      UPDATE track SET
        plays = (SELECT coalesce(sum(count), 0) ${OF_TRACK} AND play.kind = 'play'),
        skips = (SELECT coalesce(sum(count), 0) ${OF_TRACK} AND play.kind = 'skip'),
        last_played = (SELECT max(play.at) ${OF_TRACK} AND play.kind = 'play')
      WHERE id = ?`);
    this.#counts = connection.prepare<[number], PlayCounts>('SELECT plays, skips FROM track WHERE id = ?');
    this.#fromSource = connection
      .prepare<[number, PlayKind, string], number>(`
        SELECT coalesce(sum(count), 0) FROM play LEFT JOIN edit_batch ON edit_batch.id = play.batch_id
        WHERE play.track_id = ? AND play.kind = ? AND source = ? AND ${COUNTS}`)
      .pluck();
    this.#ofBatch = connection.prepare<[number], PlayCounts & { readonly id: number }>(`
      SELECT track_id AS id, sum(iif(play.kind = 'play', count, 0)) AS plays, sum(iif(play.kind = 'skip', count, 0)) AS skips
      FROM play JOIN track ON track.id = track_id WHERE play.batch_id = ? GROUP BY track_id`);
  }

  /** The sums of a track; null when there is none. */
  of(trackId: number): PlayCounts | null {
    return this.#counts.get(trackId) ?? null;
  }

  /** Adds a play, inside a transaction. @param batch the batch of the history that it belongs to; null for none */
  add({ trackId, kind, at, count, source }: NewPlay, batch: number | null): void {
    this.#insert.run(trackId, kind, at, count, source, batch);
    this.#count.run({ id: trackId, plays: kind === 'play' ? count : 0, skips: kind === 'skip' ? count : 0, at });
  }

  /** What brings a track to the totals of another program: what the same source has brought before is not added again. */
  missing(trackId: number, totals: readonly PlayTotal[]): NewPlay[] {
    return totals.flatMap(({ kind, total, lastAt, source }) => {
      const count = total - this.#fromSource.get(trackId, kind, source)!;
      return count > 0 ? [{ trackId, kind, at: lastAt, count, source }] : [];
    });
  }

  /** What a batch has brought to each track that is still there. */
  ofBatch(batch: number): (PlayCounts & { readonly id: number })[] {
    return this.#ofBatch.all(batch);
  }

  /** Adds a track's plays up again, after a batch with some of them was undone or redone. */
  recount(trackId: number): void {
    this.#recount.run(trackId);
  }
}

/** Records what the app's own player has played. @throws NotFoundError */
export function recordPlay(connection: Connection, { id, kind, at }: HeardTrack): void {
  const plays = new Plays(connection);
  connection.transaction(() => {
    if (!plays.of(id)) throw new NotFoundError(`there is no track ${id}`);
    plays.add({ trackId: id, kind, at, count: 1, source: OWN_PLAYER }, null);
  })();
}
