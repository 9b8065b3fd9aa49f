/**
 * The log of changes of recordings, and how changes of people are undone: they are parts of a batch of the history.
 * Each change knows the state before and after, and is taken back only where the state is still as it left it.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Connection } from '../storage/connection.ts';

/** Under this name the history shows that a track belongs to another recording. */
export const RECORDING_FIELD = 'recording';

/** Where a track belongs. */
export interface TrackPlace {
  readonly recording: number;
  /** Whether a person has said so: the background leaves it there. */
  readonly byPerson: boolean;
}

export type RecordingChange = {
  /** The recording under which the log shows it. */
  readonly recordingId: number;
  /** Says why: the evidence. */
  readonly note: string;
} & (
  | {
      /** A merge, or the end of one: what the recording is merged into. */
      readonly what: 'merged';
      readonly subject: null;
      readonly before: number | null;
      readonly after: number | null;
    }
  | {
      readonly what: 'track';
      /** Id of the track. */
      readonly subject: number;
      readonly before: TrackPlace | null;
      readonly after: TrackPlace | null;
    }
  | {
      /** Whether a MusicBrainz id is said not to belong to the recording. */
      readonly what: 'mbid';
      /** Id of the row of `recording_mbid`. */
      readonly subject: number;
      readonly before: boolean;
      readonly after: boolean;
    }
);

type What = RecordingChange['what'];

interface ChangeRow {
  readonly recordingId: number;
  readonly what: What;
  readonly subject: number | null;
  readonly before: string;
  readonly after: string;
  readonly note: string;
}

export class RecordingChanges {
  readonly #append;
  readonly #ofBatch;
  readonly #state: Readonly<Record<What, (change: RecordingChange) => unknown>>;
  readonly #set: Readonly<Record<What, (change: RecordingChange) => void>>;

  constructor(connection: Connection) {
    this.#append = connection.prepare(`
      INSERT INTO recording_change (batch_id, at, recording_id, what, subject, before, after, note)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#ofBatch = connection.prepare<[number], ChangeRow>(`
      SELECT recording_id AS recordingId, what, subject, before, after, note FROM recording_change
      WHERE batch_id = ? ORDER BY id DESC`);
    const merged = connection.prepare<[number], { into: number | null }>(
      'SELECT merged_into AS "into" FROM recording WHERE id = ?',
    );
    const place = connection.prepare<[number], { recording: number; byPerson: number }>(
      'SELECT recording_id AS recording, by_person AS byPerson FROM recording_track WHERE track_id = ?',
    );
    const disabled = connection.prepare<[number], { disabled: number }>(
      'SELECT disabled FROM recording_mbid WHERE id = ?',
    );
    this.#state = {
      merged: ({ recordingId }) => merged.get(recordingId)?.into,
      track: ({ subject }) => {
        const row = place.get(subject!);
        return row === undefined ? null : { recording: row.recording, byPerson: row.byPerson === 1 };
      },
      mbid: ({ subject }) => disabled.get(subject!)?.disabled === 1,
    };
    const merge = connection.prepare('UPDATE recording SET merged_into = ? WHERE id = ?');
    const put = connection.prepare(`
      INSERT OR REPLACE INTO recording_track (track_id, recording_id, by_person)
      SELECT ?, ?, ? WHERE EXISTS (SELECT 1 FROM track WHERE id = ?)`);
    const take = connection.prepare('DELETE FROM recording_track WHERE track_id = ?');
    const disable = connection.prepare('UPDATE recording_mbid SET disabled = ? WHERE id = ?');
    this.#set = {
      merged: ({ recordingId, after }) => merge.run(after, recordingId),
      track: ({ subject, after }) => {
        const to = after as TrackPlace | null;
        if (to === null) take.run(subject);
        else put.run(subject, to.recording, Number(to.byPerson), subject);
      },
      mbid: ({ subject, after }) => disable.run(Number(after), subject),
    };
  }

  /** Makes a change and notes it. @param batch of the history; null in the background */
  make(batch: number | null, change: RecordingChange, at: number): void {
    this.#set[change.what](change);
    this.#note(batch, change, at);
  }

  /** Undoes the changes of a batch. @returns what undid them, to be noted; what has changed since stays */
  takeBack(batch: number): RecordingChange[] {
    return this.#ofBatch.all(batch).flatMap((row): RecordingChange[] => {
      const made = { ...row, before: JSON.parse(row.before), after: JSON.parse(row.after) } as RecordingChange;
      if (!isDeepStrictEqual(this.#state[made.what](made), made.after)) return [];
      const back = { ...made, before: made.after, after: made.before } as RecordingChange;
      this.#set[back.what](back);
      return [back];
    });
  }

  append(batch: number, changes: readonly RecordingChange[], at: number): void {
    for (const change of changes) this.#note(batch, change, at);
  }

  #note(batch: number | null, { recordingId, what, subject, before, after, note }: RecordingChange, at: number): void {
    this.#append.run(batch, at, recordingId, what, subject, JSON.stringify(before), JSON.stringify(after), note);
  }
}
