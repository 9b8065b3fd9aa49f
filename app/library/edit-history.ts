/**
 * The history of edits in the database: batches of changes, and which batch has undone which.
 *
 * Each change is stored twice: as the values in force before and after, for display, and as the states of the
 * override before and after (`edit-diff.ts`), for undo. The history is only ever appended to; of a batch nothing but
 * `undone_by` changes.
 */
import type { Connection } from '../storage/connection.ts';
import { fromJsonColumn, toJsonColumn } from '../storage/json-column.ts';
import { diffOf, type EditDiff, type OverrideState } from './edit-diff.ts';

export type AuthorKind = 'user' | 'program' | 'service' | 'rule';

export interface Author {
  readonly name: string;
  readonly kind: AuthorKind;
}

export interface NewBatch {
  readonly author: Author;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly note: string;
  /** The batch that this one undoes; null for a plain edit. */
  readonly undoes: number | null;
}

/** A change for the history. */
export interface RecordedChange {
  readonly trackId: number;
  readonly field: string;
  /** Values in force; null when the field is absent. */
  readonly before: readonly string[] | null;
  readonly after: readonly string[] | null;
  /** Whether the values come from an override, or else from the file. */
  readonly beforeIsOverride: boolean;
  readonly afterIsOverride: boolean;
}

interface BatchRow {
  readonly id: number;
  readonly undoes: number | null;
  readonly undoneBy: number | null;
}

interface ChangeRow {
  readonly trackId: number;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly beforeIsOverride: number;
  readonly afterIsOverride: number;
}

/** Changes of one statement: a large batch takes a third less time than with one by one. */
const ROWS_A_STEP = 32;
/** Columns of a change. */
const COLUMNS = 7;

function insertChanges(rows: number): string {
  const places = Array<string>(rows).fill('(?, ?, ?, ?, ?, ?, ?)').join();
  return `INSERT INTO edit (batch_id, track_id, field, before, after, before_is_override, after_is_override)
    VALUES ${places}`;
}

export class EditHistory {
  readonly #insertBatch;
  readonly #insertChange;
  readonly #insertChanges;
  readonly #changes;
  readonly #batch;
  readonly #editBefore;
  readonly #undoBefore;
  readonly #setUndoneBy;

  constructor(connection: Connection) {
    this.#insertBatch = connection.prepare(
      'INSERT INTO edit_batch (author, author_kind, at, note, undoes) VALUES (?, ?, ?, ?, ?)',
    );
    this.#insertChange = connection.prepare(insertChanges(1));
    this.#insertChanges = connection.prepare(insertChanges(ROWS_A_STEP));
    this.#changes = connection.prepare<[number], ChangeRow>(`
      SELECT track_id AS trackId, field, before, after, before_is_override AS beforeIsOverride,
        after_is_override AS afterIsOverride
      FROM edit WHERE batch_id = ? ORDER BY id`);
    this.#batch = connection.prepare<[number], BatchRow>(
      'SELECT id, undoes, undone_by AS undoneBy FROM edit_batch WHERE id = ?',
    );
    this.#editBefore = connection
      .prepare<[number], number>(
        'SELECT id FROM edit_batch WHERE undoes IS NULL AND undone_by IS NULL AND id < ? ORDER BY id DESC LIMIT 1',
      )
      .pluck();
    this.#undoBefore = connection
      .prepare<[number], number>(`
        SELECT undo.id FROM edit_batch AS undo JOIN edit_batch AS done ON done.id = undo.undoes
        WHERE done.undoes IS NULL AND undo.undone_by IS NULL
          AND NOT EXISTS (SELECT 1 FROM edit_batch AS later WHERE later.id > undo.id AND later.undoes IS NULL)
          AND undo.id < ?
        ORDER BY undo.id DESC LIMIT 1`)
      .pluck();
    this.#setUndoneBy = connection.prepare(`
      UPDATE edit_batch SET undone_by =
        (SELECT max(undo.id) FROM edit_batch AS undo WHERE undo.undoes = edit_batch.id AND undo.undone_by IS NULL)
      WHERE id = ?`);
  }

  /** Begins a batch without changes. @returns its id, greater than those of all others */
  begin({ author, at, note, undoes }: NewBatch): number {
    return Number(this.#insertBatch.run(author.name, author.kind, at, note, undoes).lastInsertRowid);
  }

  /** Appends changes to the batch that was begun last. */
  append(batch: number, changes: readonly RecordedChange[]): void {
    const values = changes.flatMap(({ trackId, field, before, after, beforeIsOverride, afterIsOverride }) => [
      batch,
      trackId,
      field,
      toJsonColumn(before),
      toJsonColumn(after),
      Number(beforeIsOverride),
      Number(afterIsOverride),
    ]);
    const inSteps = changes.length - (changes.length % ROWS_A_STEP);
    for (let row = 0; row < inSteps; row += ROWS_A_STEP) {
      this.#insertChanges.run(values.slice(row * COLUMNS, (row + ROWS_A_STEP) * COLUMNS));
    }
    for (let row = inSteps; row < changes.length; row += 1) {
      this.#insertChange.run(values.slice(row * COLUMNS, (row + 1) * COLUMNS));
    }
  }

  /** What a batch has changed; empty for a batch that does not exist. */
  diff(batch: number): EditDiff {
    const state = (values: string | null, isOverride: number): OverrideState =>
      isOverride === 1 ? fromJsonColumn<string[]>(values) : undefined;
    // Row by row: a batch may have a million of them.
    return diffOf(
      Iterator.from(this.#changes.iterate(batch)).map(
        ({ trackId, field, before, after, beforeIsOverride, afterIsOverride }) => ({
          trackId,
          field,
          change: [state(before, beforeIsOverride), state(after, afterIsOverride)],
        }),
      ),
    );
  }

  find(batch: number): BatchRow | null {
    return this.#batch.get(batch) ?? null;
  }

  /** The batch itself, or the plain edit at the end of the chain of undos. */
  origin(batch: number): BatchRow {
    let row = this.find(batch)!;
    while (row.undoes !== null) row = this.find(row.undoes)!;
    return row;
  }

  /** The last plain edit before `batch` that has not been undone, of all for Infinity. */
  editBefore(batch: number): number | null {
    return this.#editBefore.get(Math.min(batch, Number.MAX_SAFE_INTEGER)) ?? null;
  }

  /**
   * The last undo of a plain edit before `batch`, of all for Infinity, that has not been undone; null if a plain edit
   * has followed it.
   */
  undoBefore(batch: number): number | null {
    return this.#undoBefore.get(Math.min(batch, Number.MAX_SAFE_INTEGER)) ?? null;
  }

  /**
   * Notes that `batch` is undone, after the batch that undoes it was appended. A batch is undone by the last batch that
   * undoes it and is not undone itself. So where `batch` is an undo, what it had undone is in force again, unless
   * another undo of that holds, and so on down the chain.
   */
  markUndone(batch: number): void {
    for (let row = this.find(batch); row; row = row.undoes === null ? null : this.find(row.undoes)) {
      this.#setUndoneBy.run(row.id);
    }
  }
}
