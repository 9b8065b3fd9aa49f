/**
 * Merges the document tables of segments: the live documents by id, and the new ordinals of each segment's documents.
 */

import { isDead } from '../segments/dead-set.ts';
import { DocumentTable } from '../segments/document-table.ts';

/** The new ordinal of a document that is not in the merged table. */
export const LEFT_OUT = 0xffffffff;

/** New ordinal = table[old ordinal], or old + shift where there is no table. */
export interface Renumbering {
  readonly table: Uint32Array | undefined;
  readonly shift: number;
}

export interface MergedDocuments {
  readonly documents: DocumentTable;
  /** One for each input. */
  readonly renumberings: readonly Renumbering[];
}

interface Cursor {
  readonly documents: DocumentTable;
  readonly dead: Uint32Array;
  readonly table: Uint32Array;
  ordinal: number;
}

/** Merges the tables. Precondition: at most one input has a live document of an id. */
export function mergeDocuments(
  inputs: readonly { readonly documents: DocumentTable; readonly dead: Uint32Array }[],
): MergedDocuments {
  const ids = new Uint32Array(inputs.reduce((sum, input) => sum + input.documents.count, 0));
  let count = 0;
  const cursors: Cursor[] = inputs.map(({ documents, dead }) => ({
    documents,
    dead,
    table: new Uint32Array(documents.count),
    ordinal: 0,
  }));
  for (;;) {
    // Takes from the input with the smallest id up to the next id of another one: all of it, if ranges are disjoint.
    let next: Cursor | undefined;
    let nextId = Infinity;
    let otherId = Infinity;
    for (const cursor of cursors) {
      if (cursor.ordinal === cursor.documents.count) continue;
      const id = cursor.documents.idOf(cursor.ordinal);
      if (id < nextId) {
        otherId = nextId;
        nextId = id;
        next = cursor;
      } else {
        otherId = Math.min(otherId, id);
      }
    }
    if (next === undefined) break;
    const { documents, dead, table } = next;
    do {
      const ordinal = next.ordinal++;
      if (isDead(dead, ordinal)) {
        table[ordinal] = LEFT_OUT;
      } else {
        ids[count] = documents.idOf(ordinal);
        table[ordinal] = count++;
      }
    } while (next.ordinal < documents.count && documents.idOf(next.ordinal) <= otherId);
  }
  return {
    documents: DocumentTable.of(ids.subarray(0, count)),
    renumberings: cursors.map(({ table }) => renumbering(table)),
  };
}

/** Replaces a table that adds the same number to every ordinal by that number. */
function renumbering(table: Uint32Array): Renumbering {
  const shift = table[0] ?? 0;
  if (shift === LEFT_OUT) return { table, shift: 0 };
  for (let ordinal = 0; ordinal < table.length; ordinal++) {
    if (table[ordinal] !== ordinal + shift) return { table, shift: 0 };
  }
  return { table: undefined, shift };
}
