/**
 * Merges the document tables of segments: the live documents by id, and the new ordinals of each segment's documents.
 */

import { countDead, isDead } from '../segments/dead-set.ts';
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

interface Input {
  readonly documents: DocumentTable;
  /** View of the dead set. */
  readonly dead: Uint32Array;
}

/** Merges the tables. Precondition: at most one input has a live document of an id. */
export function mergeDocuments(inputs: readonly Input[]): MergedDocuments {
  return mergeConsecutive(inputs) ?? mergeAny(inputs);
}

/**
 * The result where the ids of all inputs together follow each other and none is dead, as those of documents that were only
 * added; else undefined. It needs no memory for each document.
 */
function mergeConsecutive(inputs: readonly Input[]): MergedDocuments | undefined {
  const filled = inputs.filter(({ documents }) => documents.count > 0);
  if (filled.some(({ documents, dead }) => !documents.isConsecutive || countDead(dead) > 0)) return undefined;
  const ordered = filled.toSorted((a, b) => a.documents.idOf(0) - b.documents.idOf(0));
  const first = ordered[0]?.documents.idOf(0) ?? 0;
  let count = 0;
  for (const { documents } of ordered) {
    if (documents.idOf(0) !== first + count) return undefined;
    count += documents.count;
  }
  return {
    documents: DocumentTable.consecutive(first, count),
    renumberings: inputs.map(({ documents }) => ({
      table: undefined,
      shift: documents.count === 0 ? 0 : documents.idOf(0) - first,
    })),
  };
}

function mergeAny(inputs: readonly Input[]): MergedDocuments {
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
