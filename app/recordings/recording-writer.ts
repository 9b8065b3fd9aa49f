/**
 * Makes recordings, merges them and puts tracks into them, with a note in the log of changes. Callers are inside a
 * transaction; changes of a person name the batch of the history that they are a part of.
 *
 * Invariants: a track belongs to one recording at most; of merged recordings the oldest stays.
 */
import { RecordingChanges, type TrackPlace } from '../library/recording-changes.ts';
import type { Connection } from '../storage/connection.ts';
import { randomGid } from './recording-gid.ts';
import { RecordingTree } from './recording-tree.ts';

/** Who changes something, and why. */
export interface ChangeContext {
  /** Batch of the history; null for the background and for what programs submit. */
  readonly batch: number | null;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The evidence, for the log. */
  readonly note: string;
}

interface PlaceRow {
  readonly recording: number;
  readonly byPerson: number;
}

export class RecordingWriter {
  readonly tree: RecordingTree;
  readonly #changes: RecordingChanges;
  readonly #create;
  readonly #place;
  readonly #put;
  readonly #tracks;
  readonly #hasPlaced;
  readonly #mbids;

  constructor(connection: Connection) {
    this.tree = new RecordingTree(connection);
    this.#changes = new RecordingChanges(connection);
    this.#create = connection.prepare('INSERT INTO recording (gid, made_at) VALUES (?, ?)');
    this.#place = connection.prepare<[number], PlaceRow>(
      'SELECT recording_id AS recording, by_person AS byPerson FROM recording_track WHERE track_id = ?',
    );
    this.#put = connection.prepare('INSERT INTO recording_track (track_id, recording_id) VALUES (?, ?)');
    const family = 'recording_id IN (SELECT value FROM json_each(?))';
    this.#tracks = connection
      .prepare<[string], number>(`SELECT track_id FROM recording_track WHERE ${family} ORDER BY track_id`)
      .pluck();
    this.#hasPlaced = connection
      .prepare<[string], number>(`SELECT EXISTS (SELECT 1 FROM recording_track WHERE by_person = 1 AND ${family})`)
      .pluck();
    this.#mbids = connection.prepare<[string, number, string], { id: number; recordingId: number }>(
      `SELECT id, recording_id AS recordingId FROM recording_mbid WHERE mbid = ? AND disabled <> ? AND ${family}`,
    );
  }

  /** A new recording. @param gid one that was not given yet; any for null @returns its id */
  create(gid: string | null, at: number): number {
    return Number(this.#create.run(gid ?? randomGid(), at).lastInsertRowid);
  }

  /** Where a track belongs, by the root of its recording; null for a track without a recording. */
  placeOf(trackId: number): TrackPlace | null {
    const row = this.#place.get(trackId);
    return row === undefined ? null : { recording: this.tree.rootOf(row.recording), byPerson: row.byPerson === 1 };
  }

  /** The tracks of a recording, also of those that were merged into it. */
  tracksOf(root: number): number[] {
    return this.#tracks.all(JSON.stringify(this.tree.familyOf(root)));
  }

  /** Whether a person has put a track into the recording. */
  hasPlacedTracks(root: number): boolean {
    return this.#hasPlaced.get(JSON.stringify(this.tree.familyOf(root))) === 1;
  }

  /** Puts a track without a recording into one. The log does not tell of it: the row says as much. */
  add(trackId: number, recording: number): void {
    this.#put.run(trackId, recording);
  }

  /** Puts a track into another recording, or notes that a person wants it where it is. */
  move(trackId: number, recording: number, byPerson: boolean, { batch, at, note }: ChangeContext): void {
    const row = this.#place.get(trackId);
    const before = row === undefined ? null : { recording: row.recording, byPerson: row.byPerson === 1 };
    const after = { recording, byPerson };
    if (before !== null && before.recording === recording && before.byPerson === byPerson) return;
    const recordingId = before?.recording ?? recording;
    this.#changes.make(batch, { recordingId, what: 'track', subject: trackId, before, after, note }, at);
  }

  /** Notes that a person wants all tracks of a recording where they are. */
  hold(root: number, context: ChangeContext): void {
    for (const track of this.tracksOf(root)) this.move(track, this.#place.get(track)!.recording, true, context);
  }

  /** Says of a MusicBrainz id whether it does not belong to the recording. @returns whether that is new */
  disableMbid(root: number, mbid: string, disabled: boolean, { batch, at, note }: ChangeContext): boolean {
    const rows = this.#mbids.all(mbid, Number(disabled), JSON.stringify(this.tree.familyOf(root)));
    for (const { id, recordingId } of rows) {
      const change = { recordingId, what: 'mbid', subject: id, before: !disabled, after: disabled, note } as const;
      this.#changes.make(batch, change, at);
    }
    return rows.length > 0;
  }

  /** Merges recordings, none of which is merged already. @returns the oldest, which stays */
  merge(roots: readonly number[], { batch, at, note }: ChangeContext): number {
    const [oldest, ...others] = [...new Set(roots)].sort((a, b) => a - b);
    for (const recordingId of others) {
      const change = { recordingId, what: 'merged', subject: null, before: null, after: oldest!, note } as const;
      this.#changes.make(batch, change, at);
    }
    return oldest!;
  }

  /**
   * Puts tracks of one recording into a new one.
   * @returns the new recording. Where the split is undone it leads to the one that the tracks came from
   */
  split(trackIds: readonly number[], from: number, context: ChangeContext): number {
    const { batch, at, note } = context;
    const made = this.create(null, at);
    this.#changes.make(
      batch,
      { recordingId: made, what: 'merged', subject: null, before: from, after: null, note },
      at,
    );
    for (const track of trackIds) this.move(track, made, true, context);
    return made;
  }
}
