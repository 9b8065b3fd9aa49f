/**
 * Writes planned changes as one batch. A track whose tags have changed since its changes were worked out is left as it
 * is: what would be written is not what its tags call for now. It runs in the writing thread, where nothing comes
 * between the check and the edit.
 */
import type { AnnouncedEdits } from '../library/announced-edits.ts';
import type { Author } from '../library/edit-history.ts';
import type { FieldChanges } from '../library/planned-edit.ts';
import type { Connection } from '../storage/connection.ts';
import { fromText, type PlannedText } from './planned-text.ts';

export interface ApplyRequest {
  /** Page by page; no track is in two of them. */
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
  const { planned, author, note } = request;
  const read = connection.prepare<[string], { id: number; generation: number }>(
    'SELECT id, generation FROM track WHERE id IN (SELECT value FROM json_each(?))',
  );
  const fresh: number[] = [];
  const stale: number[] = [];
  for (const { ids, generations } of planned) {
    const now = new Map(read.all(JSON.stringify(ids)).map(({ id, generation }) => [id, generation]));
    for (const [index, id] of ids.entries()) (now.get(id) === generations[index] ? fresh : stale).push(id);
  }
  if (fresh.length === 0) return { batch: null, stale };
  return { batch: edits.editInOrder({ ids: fresh, changesOf: inOrder(planned), author, note }).batch, stale };
}

/** The changes of each track, asked for in the order of the pages: one page is held as objects at a time. */
function inOrder(planned: readonly PlannedText[]): (id: number) => FieldChanges {
  const pages = planned.values();
  let page = new Map<number, FieldChanges>();
  return (id) => {
    while (!page.has(id)) page = changesOf(pages.next().value!);
    return page.get(id)!;
  };
}

function changesOf(page: PlannedText): Map<number, FieldChanges> {
  return new Map(
    fromText(page).map(({ id, changes }) => [
      id,
      Object.fromEntries(changes.map(({ field, after }) => [field, after])),
    ]),
  );
}
