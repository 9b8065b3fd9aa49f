/** The next track of a queue that can be played: files that are missing or damaged are passed over. */
import type { TrackRow } from '../../app/model/tracks.ts';
import { neighbour, type Queue, type Repeat } from './queue.ts';

/** Entries that are looked at: a disk that is unplugged must not be asked for a hundred thousand tracks. */
const MOST_TRIED = 200;
const BATCH = 20;

export interface Place {
  readonly index: number;
  readonly row: TrackRow;
}

/**
 * @param from index from which to go on
 * @param rowsOf reads rows by their ids, without those that the library does not know
 * @returns `null` at the end of the queue, or where none of the next tracks can be played
 */
export async function nextPlayable(
  queue: Queue,
  from: number,
  step: 1 | -1,
  repeat: Repeat,
  rowsOf: (ids: readonly number[]) => Promise<readonly TrackRow[]>,
): Promise<Place | null> {
  let index: number | null = from;
  for (let tried = 0; tried < MOST_TRIED;) {
    const indices: number[] = [];
    while (indices.length < (tried === 0 ? 1 : BATCH)) {
      index = neighbour(queue, index, step, repeat);
      if (index === null) break;
      indices.push(index);
      // Once round a queue that is repeated.
      if (index === from) break;
    }
    if (indices.length === 0) return null;
    const rows = new Map((await rowsOf(indices.map((at) => queue.entries[at]!.id))).map((row) => [row.id, row]));
    for (const at of indices) {
      const row = rows.get(queue.entries[at]!.id);
      if (row !== undefined && row.error === null && !row.missing) return { index: at, row };
    }
    tried += indices.length;
    if (index === null || index === from) return null;
  }
  return null;
}
