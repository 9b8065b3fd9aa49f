import { describe, expect, it } from 'vitest';
import type { TrackRow } from '../../app/model/tracks.ts';
import { HOME } from '../navigation/address.ts';
import { neighbour, type Queue, type QueueSource } from './queue.ts';

const row = (id: number, broken = false): TrackRow =>
  ({ id, error: broken ? 'cut off' : null, missing: false }) as TrackRow;
const rows = [row(10), row(11), row(12, true), row(13)];
const library: QueueSource = {
  position: (_query, _sort, id) =>
    Promise.resolve(rows.some((track) => track.id === id) ? rows.findIndex((track) => track.id === id) : null),
  at: (_query, _sort, place) => Promise.resolve(rows[place] ?? null),
  byId: (id) => Promise.resolve(rows.find((track) => track.id === id) ?? null),
};
const list: Queue = { kind: 'list', query: '', sort: HOME.sort };

describe('the queue', () => {
  it('goes on in the list and skips what cannot be played', async () => {
    expect((await neighbour(list, 10, 1, library))?.id).toBe(11);
    expect((await neighbour(list, 11, 1, library))?.id).toBe(13);
    expect((await neighbour(list, 13, -1, library))?.id).toBe(11);
    expect((await neighbour(list, 11, -1, library))?.id).toBe(10);
  });

  it('ends at both ends', async () => {
    expect(await neighbour(list, 13, 1, library)).toBeNull();
    expect(await neighbour(list, 10, -1, library)).toBeNull();
  });

  it('ends after a track that has left the list', async () => {
    expect(await neighbour(list, 99, 1, library)).toBeNull();
  });

  it('goes through named tracks in their order', async () => {
    const named: Queue = { kind: 'tracks', ids: [13, 12, 10] };
    expect((await neighbour(named, 13, 1, library))?.id).toBe(10);
    expect(await neighbour(named, 10, 1, library)).toBeNull();
  });
});
