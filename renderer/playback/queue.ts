/**
 * What plays after what. A queue is a list of the library (query and sort) or a few named tracks; the neighbour of
 * a track is looked up when it is needed, so that a list that has changed meanwhile plays as it is now.
 */
import type { TrackRow } from '../../app/model/tracks.ts';
import type { Sort } from '../navigation/address.ts';

export type Queue =
  | { readonly kind: 'list'; readonly query: string; readonly sort: Sort }
  | { readonly kind: 'tracks'; readonly ids: readonly number[] };

/** What a queue asks of the library. */
export interface QueueSource {
  position(query: string, sort: Sort, id: number): Promise<number | null>;
  at(query: string, sort: Sort, place: number): Promise<TrackRow | null>;
  byId(id: number): Promise<TrackRow | null>;
}

/**
 * The nearest playable track after (`step` 1) or before (−1) a track; `null` at the end of the queue, and for a
 * track that has left the list.
 */
export async function neighbour(queue: Queue, id: number, step: 1 | -1, source: QueueSource): Promise<TrackRow | null> {
  const start = queue.kind === 'list' ? await source.position(queue.query, queue.sort, id) : placeIn(queue.ids, id);
  if (start === null) return null;
  for (let place = start + step; place >= 0; place += step) {
    const row =
      queue.kind === 'list' ? await source.at(queue.query, queue.sort, place) : await named(queue.ids, place, source);
    if (row === null) return null;
    if (row.error === null && !row.missing) return row;
  }
  return null;
}

function placeIn(ids: readonly number[], id: number): number | null {
  const place = ids.indexOf(id);
  return place < 0 ? null : place;
}

async function named(ids: readonly number[], place: number, source: QueueSource): Promise<TrackRow | null> {
  const id = ids[place];
  return id === undefined ? null : source.byId(id);
}
