/** Edits as the writing thread serves them: after each batch the changed tracks are announced. */
import type { EditResult, UndoResult } from '../model/history.ts';
import type { Connection } from '../storage/connection.ts';
import type { Author } from './edit-history.ts';
import { Edits, type TrackEdit } from './edits.ts';
import type { EditProgress } from './edited-tracks.ts';
import type { FieldChanges } from './planned-edit.ts';
import type { TrackWriter } from './track-writer.ts';

export class AnnouncedEdits {
  readonly #edits: Edits;
  readonly #changed: (ids: readonly number[]) => void;
  readonly #tracksOfBatch;

  /** @param changed called with the ids of the tracks of each batch, once it is durable; never with none */
  constructor(
    connection: Connection,
    tracks: TrackWriter,
    changed: (ids: readonly number[]) => void,
    progress: EditProgress = () => {},
  ) {
    this.#edits = new Edits(connection, tracks, progress);
    this.#changed = changed;
    this.#tracksOfBatch = connection
      .prepare<[number, number], number>(
        'SELECT track_id FROM edit WHERE batch_id = ? UNION ALL SELECT other_id FROM track_move WHERE batch_id = ?',
      )
      .pluck();
  }

  /** Gives all these tracks the same new values, as one batch: see `Edits.apply`. */
  edit(request: {
    readonly ids: readonly number[];
    readonly changes: FieldChanges;
    readonly author: Author;
    readonly note?: string;
    readonly dryRun?: boolean;
  }): EditResult {
    const { ids, changes, author, note = '', dryRun = false } = request;
    return this.#announce(this.#edits.apply(ids, changes, author, { note, dryRun }));
  }

  /** Gives each track changes of its own, as one batch: see `Edits.applyEach`. */
  editEach(request: {
    readonly edits: readonly TrackEdit[];
    readonly author: Author;
    readonly note: string;
    readonly dryRun?: boolean;
  }): EditResult {
    const { edits, author, note, dryRun = false } = request;
    return this.#announce(this.#edits.applyEach(edits, author, { note, dryRun }));
  }

  /** The same for many tracks, whose changes are asked for one after the other: see `Edits.applyInOrder`. */
  editInOrder(request: {
    readonly ids: readonly number[];
    readonly changesOf: (id: number) => FieldChanges;
    readonly author: Author;
    readonly note: string;
  }): EditResult {
    const { ids, changesOf, author, note } = request;
    return this.#announce(this.#edits.applyInOrder(ids, changesOf, author, note));
  }

  /** Moves tracks to other files with the same recording, as one batch: see `Edits.move`. */
  move(request: {
    readonly moves: readonly { readonly id: number; readonly fileId: number }[];
    readonly author: Author;
    readonly note: string;
  }): EditResult {
    const { moves, author, note } = request;
    return this.#announce(this.#edits.move(moves, author, note));
  }

  /** Takes edits back, of these fields or of all: see `Edits.revert`. */
  revert(request: {
    readonly ids: readonly number[];
    readonly fields: readonly string[] | null;
    readonly author: Author;
  }): EditResult {
    const { ids, fields, author } = request;
    return this.#announce(this.#edits.revert(ids, fields, author));
  }

  /** Undoes a batch, or the last one for null: see `Edits.undo`. */
  undo({ batch, author }: { readonly batch: number | null; readonly author: Author }): UndoResult {
    return this.#announce(this.#edits.undo(batch, author));
  }

  /** Redoes the batch that was undone last: see `Edits.redo`. */
  redo({ author }: { readonly author: Author }): UndoResult {
    return this.#announce(this.#edits.redo(author));
  }

  #announce<Result extends { readonly batch: number | null }>(result: Result): Result {
    if (result.batch === null) return result;
    const ids = [...new Set(this.#tracksOfBatch.all(result.batch, result.batch))];
    if (ids.length > 0) this.#changed(ids);
    return result;
  }
}
