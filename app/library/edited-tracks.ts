/** Reads the tracks that an edit concerns, and writes them with their new overrides. Inside a transaction of the edit. */
import type { Connection } from '../storage/connection.ts';
import { changed } from './edit-diff.ts';
import {
  EFFECTIVE_TRACK_COLUMNS,
  type EffectiveTrack,
  effectiveTrackOf,
  type EffectiveTrackRow,
} from './effective-track.ts';
import { PERSONAL_FIELDS } from './personal-fields.ts';
import type { PlannedTrack } from './planned-edit.ts';
import { ratingsAreShown } from './shown-ratings.ts';
import type { TrackWriter } from './track-writer.ts';

/** Called while a batch of many tracks is written, with the number of tracks written so far. */
export type EditProgress = (done: number, total: number) => void;

/** Batches of fewer tracks are written before progress could be shown; the others report each time after so many. */
const TRACKS_A_REPORT = 500;

export class EditedTracks {
  readonly #tracks: TrackWriter;
  readonly #progress: EditProgress;
  readonly #track;
  readonly #ratingsAreShown: () => boolean;

  /** @param progress also called with all tracks when a reported batch has ended, however it has */
  constructor(connection: Connection, tracks: TrackWriter, progress: EditProgress) {
    this.#tracks = tracks;
    this.#progress = progress;
    this.#track = connection.prepare<[number], EffectiveTrackRow>(
      `SELECT ${EFFECTIVE_TRACK_COLUMNS} FROM track JOIN file ON file.id = track.file_id WHERE track.id = ?`,
    );
    this.#ratingsAreShown = ratingsAreShown(connection);
  }

  find(id: number): EffectiveTrack | null {
    const row = this.#track.get(id);
    return row ? effectiveTrackOf(row) : null;
  }

  /** @param at time of the edit: milliseconds since 1970 */
  write(planned: readonly PlannedTrack[], at: number): void {
    const total = planned.length;
    const ratings = this.#ratingsAreShown();
    try {
      this.#tracks.together(() => {
        for (const [done, { id, track, changes }] of planned.entries()) {
          if (total > TRACKS_A_REPORT && done % TRACKS_A_REPORT === 0) this.#progress(done, total);
          if (changes.size === 0) continue;
          const edited = track.with(changed(track.overrides, changes));
          const isShown = ratings || changes.keys().some((field) => !PERSONAL_FIELDS.has(field));
          this.#tracks.retag(id, edited, at, { before: track, isShown });
        }
      });
    } finally {
      if (total > TRACKS_A_REPORT) this.#progress(total, total);
    }
  }
}
