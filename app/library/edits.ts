/**
 * The one place through which every change of a track's tags goes. A change becomes a batch in the
 * history with what was there before, in the same transaction as the change itself: either all of it is
 * there after a crash or none.
 *
 * What the file says is never lost: an edit is an override laid over it. Setting a field back to what
 * the file says removes the override.
 */
import type { EditEntry, EditResult, UndoResult } from '../model/history.ts';
import type { Connection } from '../storage/connection.ts';
import { fromJsonColumn, toJsonColumn } from '../storage/json-column.ts';
import {
  EFFECTIVE_TRACK_COLUMNS,
  EffectiveTrack,
  effectiveTrackOf,
  sameValues,
  type EffectiveTrackRow,
} from './effective-track.ts';
import type { TrackWriter } from './track-writer.ts';

export type AuthorKind = 'user' | 'program' | 'service' | 'rule';

export interface Author {
  readonly name: string;
  readonly kind: AuthorKind;
}

/** Field → new values; null removes the field. */
export type FieldChanges = Readonly<Record<string, readonly string[] | null>>;

/** How many single changes a result spells out; batches may be larger. */
const MAX_REPORTED_CHANGES = 1000;

/** Something that was asked for is not there. */
export class NotFoundError extends Error {
  readonly code = 'NOT_FOUND';
  constructor(what: string) {
    super(what);
    this.name = 'NotFoundError';
  }
}

interface TrackState {
  readonly id: number;
  readonly track: EffectiveTrack;
}

interface PlannedChange {
  readonly field: string;
  readonly before: readonly string[] | null;
  readonly after: readonly string[] | null;
}

interface PlannedTrack {
  readonly state: TrackState;
  readonly changes: readonly PlannedChange[];
}

interface EditRow {
  readonly track_id: number;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

export class Edits {
  readonly #connection: Connection;
  readonly #tracks: TrackWriter;
  readonly #state;
  readonly #setOverrides;
  readonly #insertBatch;
  readonly #insertEdit;
  readonly #editsOf;

  constructor(connection: Connection, tracks: TrackWriter) {
    this.#connection = connection;
    this.#tracks = tracks;
    this.#state = connection.prepare<[number], EffectiveTrackRow>(`
      SELECT ${EFFECTIVE_TRACK_COLUMNS} FROM track JOIN file ON file.id = track.file_id WHERE track.id = ?`);
    this.#setOverrides = connection.prepare(
      'UPDATE track SET overrides = ?, edited_at = max(?, edited_at + 1) WHERE id = ?',
    );
    this.#insertBatch = connection.prepare(
      'INSERT INTO edit_batch (author, author_kind, at, note, undoes) VALUES (?, ?, ?, ?, ?)',
    );
    this.#insertEdit = connection.prepare(
      'INSERT INTO edit (batch_id, track_id, field, before, after) VALUES (?, ?, ?, ?, ?)',
    );
    this.#editsOf = connection.prepare<[number], EditRow>(
      'SELECT track_id, field, before, after FROM edit WHERE batch_id = ? ORDER BY id',
    );
  }

  /**
   * Gives `ids` the same new values, as one batch.
   * @param options.dryRun says what would change and changes nothing
   * @returns `batch: null` when everything is as asked already
   * @throws NotFoundError when one of the tracks does not exist; nothing is changed then
   */
  apply(
    ids: readonly number[],
    changes: FieldChanges,
    author: Author,
    options: { note?: string; dryRun?: boolean } = {},
  ): EditResult {
    return this.applyEach(
      ids.map((id) => ({ id, changes })),
      author,
      options,
    );
  }

  /** Like `apply`, with different changes for each track. */
  applyEach(
    edits: readonly { id: number; changes: FieldChanges }[],
    author: Author,
    options: { note?: string; dryRun?: boolean } = {},
  ): EditResult {
    return this.#connection.transaction((): EditResult => {
      const planned = edits
        .map(({ id, changes }) => this.#plan(id, changes))
        .filter((track) => track.changes.length > 0);
      const now = Date.now();
      if (options.dryRun || planned.length === 0) {
        return { batch: null, tracks: planned.length, changes: report(planned, 0, author, now) };
      }
      const batch = this.#commit(planned, author, now, options.note ?? '', null);
      return { batch, tracks: planned.length, changes: report(planned, batch, author, now) };
    })();
  }

  /** Takes edits of these fields back to what the file says; all edited fields when `fields` is null. */
  revert(ids: readonly number[], fields: readonly string[] | null, author: Author): EditResult {
    const edits = ids.map((id) => {
      const state = this.#load(id);
      const names = fields ?? state.track.editedFields;
      return { id, changes: Object.fromEntries(names.map((field) => [field, state.track.fileValues(field)])) };
    });
    return this.applyEach(edits, author, { note: 'back to what the file says' });
  }

  /**
   * Undoes a batch: the last one in force when `batch` is null. A field that has been changed since is
   * left alone and reported as skipped.
   * @throws NotFoundError when there is no such batch, or nothing to undo
   */
  undo(batch: number | null, author: Author): UndoResult {
    return this.#connection.transaction((): UndoResult => {
      const target = this.#connection
        .prepare<unknown[], { id: number; undone_by: number | null }>(
          batch === null
            ? 'SELECT id, undone_by FROM edit_batch WHERE undoes IS NULL AND undone_by IS NULL ORDER BY id DESC LIMIT 1'
            : 'SELECT id, undone_by FROM edit_batch WHERE id = ?',
        )
        .get(...(batch === null ? [] : [batch]));
      if (!target) {
        throw new NotFoundError(batch === null ? 'there is nothing to undo' : `there is no edit batch ${batch}`);
      }
      if (target.undone_by !== null) throw new NotFoundError(`edit batch ${target.id} has been undone already`);
      return this.#reverse(target.id, author, 'undo');
    })();
  }

  /**
   * Brings back the batch that was undone last, as long as nothing else was edited since.
   * @throws NotFoundError when there is nothing to redo
   */
  redo(author: Author): UndoResult {
    return this.#connection.transaction((): UndoResult => {
      const target = this.#connection
        .prepare<[], { id: number; undoes: number }>(`
        SELECT undo.id, undo.undoes FROM edit_batch AS undo JOIN edit_batch AS done ON done.id = undo.undoes
        WHERE done.undoes IS NULL AND undo.undone_by IS NULL
          AND NOT EXISTS (SELECT 1 FROM edit_batch AS later WHERE later.id > undo.id AND later.undoes IS NULL)
        ORDER BY undo.id DESC LIMIT 1`)
        .get();
      if (!target) throw new NotFoundError('there is nothing to redo');
      const result = this.#reverse(target.id, author, 'redo');
      this.#connection.prepare('UPDATE edit_batch SET undone_by = NULL WHERE id = ?').run(target.undoes);
      return result;
    })();
  }

  #reverse(batch: number, author: Author, note: string): UndoResult {
    const byTrack = new Map<
      number,
      { changes: Record<string, readonly string[] | null>; expected: Map<string, readonly string[] | null> }
    >();
    for (const edit of this.#editsOf.all(batch)) {
      const track = byTrack.get(edit.track_id) ?? {
        changes: {} as Record<string, readonly string[] | null>,
        expected: new Map(),
      };
      byTrack.set(edit.track_id, track);
      track.changes[edit.field] = fromJsonColumn<readonly string[]>(edit.before);
      track.expected.set(edit.field, fromJsonColumn<readonly string[]>(edit.after));
    }
    const skipped: { trackId: number; field: string }[] = [];
    const planned: PlannedTrack[] = [];
    for (const [id, { changes, expected }] of byTrack) {
      const state = this.#find(id);
      if (!state) {
        skipped.push(...Object.keys(changes).map((field) => ({ trackId: id, field })));
        continue;
      }
      const inForce = Object.entries(changes).filter(([field]) => {
        const untouched = sameValues(state.track.values(field), expected.get(field) ?? null);
        if (!untouched) skipped.push({ trackId: id, field });
        return untouched;
      });
      planned.push(planChanges(state, Object.fromEntries(inForce)));
    }
    const undoBatch = this.#commit(planned, author, Date.now(), note, batch);
    this.#connection.prepare('UPDATE edit_batch SET undone_by = ? WHERE id = ?').run(undoBatch, batch);
    return {
      batch: undoBatch,
      undid: batch,
      restored: planned.reduce((sum, track) => sum + track.changes.length, 0),
      skipped,
    };
  }

  #commit(planned: readonly PlannedTrack[], author: Author, now: number, note: string, undoes: number | null): number {
    const batch = Number(this.#insertBatch.run(author.name, author.kind, now, note, undoes).lastInsertRowid);
    for (const { state, changes } of planned) {
      const { fileTags, fileName, pictureCount } = state.track;
      const overrides: Record<string, readonly string[] | null> = { ...state.track.overrides };
      for (const { field, before, after } of changes) {
        this.#insertEdit.run(batch, state.id, field, toJsonColumn(before), toJsonColumn(after));
        if (sameValues(after, state.track.fileValues(field))) delete overrides[field];
        else overrides[field] = after;
      }
      this.#setOverrides.run(JSON.stringify(overrides), now, state.id);
      this.#tracks.retag(state.id, new EffectiveTrack(fileTags, overrides, pictureCount, fileName), now);
    }
    return batch;
  }

  #plan(id: number, changes: FieldChanges): PlannedTrack {
    return planChanges(this.#load(id), changes);
  }

  #load(id: number): TrackState {
    const state = this.#find(id);
    if (!state) throw new NotFoundError(`there is no track ${id}`);
    return state;
  }

  #find(id: number): TrackState | null {
    const row = this.#state.get(id);
    return row ? { id, track: effectiveTrackOf(row) } : null;
  }
}

function planChanges(state: TrackState, changes: FieldChanges): PlannedTrack {
  const real: PlannedChange[] = [];
  for (const [field, values] of Object.entries(changes)) {
    const before = state.track.values(field);
    const after = values === null || values.length === 0 ? null : values;
    if (!sameValues(before, after)) real.push({ field, before, after });
  }
  return { state, changes: real };
}

function report(planned: readonly PlannedTrack[], batch: number, author: Author, at: number): EditEntry[] {
  return planned
    .flatMap(({ state, changes }) =>
      changes.map((change): EditEntry => ({
        batch,
        trackId: state.id,
        author: author.name,
        at,
        ...change,
        undoneBy: null,
      })),
    )
    .slice(0, MAX_REPORTED_CHANGES);
}
