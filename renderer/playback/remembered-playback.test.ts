import { describe, expect, it } from 'vitest';
import { formatPlayback, NOTHING_REMEMBERED, parsePlayback, type RememberedPlayback } from './remembered-playback.ts';

const list: RememberedPlayback = {
  volume: 0.4,
  muted: true,
  loaded: {
    track: 7,
    position: 12.5,
    queue: { kind: 'list', query: 'genre:folk', sort: { field: 'title', descending: true } },
  },
};
const loadedFrom = (loaded: unknown) => parsePlayback(JSON.stringify({ ...list, loaded })).loaded;

describe('the player across reloads', () => {
  it('has its volume, track, position and queue again', () => {
    expect(parsePlayback(formatPlayback(list))).toEqual(list);
    const tracks: RememberedPlayback = {
      ...list,
      loaded: { track: 8, position: 0, queue: { kind: 'tracks', ids: [8, 9] } },
    };
    expect(parsePlayback(formatPlayback(tracks))).toEqual(tracks);
    expect(parsePlayback(formatPlayback(NOTHING_REMEMBERED))).toEqual(NOTHING_REMEMBERED);
  });

  it.each([null, '', 'x', '1', 'null', '[]', '{"volume":"loud"}', '{"volume":2}', '{"volume":-1}', '{"muted":"no"}'])(
    'begins anew where %j was kept',
    (text) => {
      expect(parsePlayback(text)).toEqual(NOTHING_REMEMBERED);
    },
  );

  it('plays at no volume, and at full volume', () => {
    expect(parsePlayback('{"volume":0}').volume).toBe(0);
    expect(parsePlayback('{"volume":1}').volume).toBe(1);
  });

  it('loads nothing where track, position or queue cannot be read', () => {
    const { loaded } = list;
    for (const broken of [
      { ...loaded, track: 0 },
      { ...loaded, track: 1.5 },
      { ...loaded, track: '7' },
      { ...loaded, position: -1 },
      { ...loaded, position: null },
      { ...loaded, queue: null },
      { ...loaded, queue: { kind: 'radio' } },
      { ...loaded, queue: { kind: 'tracks', ids: [1, 'x'] } },
      { ...loaded, queue: { kind: 'tracks' } },
      { ...loaded, queue: { kind: 'list', query: 1, sort: { field: 'title', descending: false } } },
      { ...loaded, queue: { kind: 'list', query: '', sort: { field: 'colour', descending: false } } },
      { ...loaded, queue: { kind: 'list', query: '', sort: { field: 'title' } } },
    ]) {
      expect(loadedFrom(broken), JSON.stringify(broken)).toBeNull();
    }
    expect(loadedFrom({ ...loaded, position: 0 })?.position).toBe(0);
  });

  it('keeps no queue of very many tracks', () => {
    const ids = Array.from({ length: 10_001 }, (_, index) => index + 1);
    const of = (length: number): RememberedPlayback => ({
      ...list,
      loaded: { track: 1, position: 0, queue: { kind: 'tracks', ids: ids.slice(0, length) } },
    });
    expect(parsePlayback(formatPlayback(of(10_001))).loaded).toBeNull();
    expect(parsePlayback(formatPlayback(of(10_001))).volume).toBe(0.4);
    expect(parsePlayback(formatPlayback(of(10_000))).loaded).not.toBeNull();
  });
});
