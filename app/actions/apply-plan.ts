/**
 * Writes planned changes as one batch. A track whose tags have changed since its changes were worked out is left as it
 * is: what would be written is not what its tags call for now. It runs in the writing thread, where nothing comes
 * between the check and the edit.
 */
import type { AnnouncedEdits } from '../library/announced-edits.ts';
import type { Author } from '../library/edit-history.ts';
import type { Connection } from '../storage/connection.ts';
import type { PlannedChanges } from './plan.ts';
import { fromText, type PlannedText } from './planned-text.ts';

export interface ApplyRequest {
  /** Page by page. */
  readonly planned: readonly PlannedText[];
  readonly author: Author;
  readonly note: string;
}

export interface Applied {
  /** Null when nothing was left to change. */
  readonly batch: number | null;
  /** Tracks that were left as they are, or are gone. */
  readonly stale: readonly number[];
}

export function applyPlan(connection: Connection, edits: AnnouncedEdits, request: ApplyRequest): Applied {
  const { author, note } = request;
  const planned = request.planned.flatMap(fromText);
  const generations = new Map(
    connection
      .prepare<[string], { id: number; generation: number }>(
        'SELECT id, generation FROM track WHERE id IN (SELECT value FROM json_each(?))',
      )
      .all(JSON.stringify(planned.map(({ id }) => id)))
      .map(({ id, generation }) => [id, generation]),
  );
  const isFresh = ({ id, generation }: PlannedChanges): boolean => generations.get(id) === generation;
  const fresh = planned.filter(isFresh).map(({ id, changes }) => ({
    id,
    changes: Object.fromEntries(changes.map(({ field, after }) => [field, after])),
  }));
  const stale = planned.filter((track) => !isFresh(track)).map(({ id }) => id);
  if (fresh.length === 0) return { batch: null, stale };
  return { batch: edits.editEach({ edits: fresh, author, note }).batch, stale };
}
