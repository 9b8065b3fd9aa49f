/**
 * Reads the tracks that an edit concerns, and writes them with their new overrides. Inside a transaction of the edit.
 * Both go page by page, so that a batch of many tracks holds few of them in memory.
 */
import type { Connection } from '../storage/connection.ts';
import { changed } from './edit-diff.ts';
import {
  type EffectiveTrack,
  effectiveTrackOf,
  NAMED_TRACK_COLUMNS,
  type NamedTrackRow,
  type Overrides,
  parseOverrides,
} from './effective-track.ts';
import { PERSONAL_FIELDS } from './personal-fields.ts';
import type { PlannedTrack } from './planned-edit.ts';
import { isKeptInLibrary } from './set-aside.ts';
import { ratingsAreShown } from './shown-ratings.ts';
import type { TrackWriter } from './track-writer.ts';

/** Called while a batch of many tracks is written, with the number of tracks so far. */
export type EditProgress = (done: number, total: number) => void;

/** Batches of fewer tracks are written before progress could be shown; the others report each time after so many. */
const PAGE = 500;

/** Tracks that follow each other in an edit; null for one that does not exist. */
export type TrackPage = readonly (readonly [id: number, track: EffectiveTrack | null])[];

export class EditedTracks {
  readonly #tracks: TrackWriter;
  readonly #progress: EditProgress;
  readonly #rows;
  readonly #overrides;
  readonly #ratingsAreShown: () => boolean;

  /** @param progress also called with all tracks when a reported batch has ended, however it has */
  constructor(connection: Connection, tracks: TrackWriter, progress: EditProgress) {
    this.#tracks = tracks;
    this.#progress = progress;
    this.#rows = connection.prepare<[string], NamedTrackRow & { readonly id: number }>(`
      SELECT track.id, ${NAMED_TRACK_COLUMNS} FROM track JOIN file ON file.id = track.file_id
      WHERE track.id IN (SELECT value FROM json_each(?))`);
    this.#overrides = connection.prepare<[string], { readonly id: number; readonly overrides: string }>(
      'SELECT id, overrides FROM track WHERE id IN (SELECT value FROM json_each(?))',
    );
    this.#ratingsAreShown = ratingsAreShown(connection);
  }

  /** These tracks in their order. A page is read when it is asked for. */
  *pages(ids: readonly number[]): Generator<TrackPage> {
    for (let from = 0; from < ids.length; from += PAGE) {
      const page = ids.slice(from, from + PAGE);
      const tracks = new Map(this.#rows.all(JSON.stringify(page)).map((row) => [row.id, effectiveTrackOf(row)]));
      yield page.map((id) => [id, tracks.get(id) ?? null] as const);
    }
  }

  /**
   * @returns what gives the overrides of each of these tracks, asked for in their order; null for one that does not exist.
   * A page is read when the first of it is asked for
   */
  overridesInOrder(ids: readonly number[]): (id: number) => Overrides | null {
    let from = 0;
    let page: ReadonlyMap<number, Overrides | null> = new Map();
    const next = (): ReadonlyMap<number, Overrides | null> => {
      const asked = ids.slice(from, from + PAGE);
      from += PAGE;
      const rows = this.#overrides.all(JSON.stringify(asked));
      const found = new Map(rows.map(({ id, overrides }) => [id, overrides]));
      return new Map(
        asked.map((id) => {
          const overrides = found.get(id);
          return [id, overrides === undefined ? null : parseOverrides(overrides)];
        }),
      );
    };
    return (id) => {
      if (!page.has(id)) page = next();
      return page.get(id) ?? null;
    };
  }

  /**
   * @param pages what is planned of each page of tracks
   * @param total number of tracks in all pages
   * @param at time of the edit: milliseconds since 1970
   * @param written called with each page of which something is planned, once it is written
   */
  write(
    pages: Iterable<readonly PlannedTrack[]>,
    total: number,
    at: number,
    written: (page: readonly PlannedTrack[]) => void,
  ): void {
    const ratings = this.#ratingsAreShown();
    let isReported = false;
    let done = 0;
    try {
      this.#tracks.together(() => {
        for (const page of pages) {
          if (page.length > 0 && total > PAGE) {
            isReported = true;
            this.#progress(done, total);
          }
          for (const { id, track, changes } of page) {
            if (changes.size === 0) continue;
            const edited = track.with(changed(track.overrides, changes));
            const isShown = changes
              .keys()
              .some((field) => !isKeptInLibrary(field) && (ratings || !PERSONAL_FIELDS.has(field)));
            this.#tracks.retag(id, edited, at, { before: track, isShown });
          }
          if (page.length > 0) written(page);
          done += PAGE;
        }
      });
    } finally {
      if (isReported) this.#progress(total, total);
    }
  }
}
