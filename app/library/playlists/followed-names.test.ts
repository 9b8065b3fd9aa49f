import { describe, expect, it } from 'vitest';
import { followedRules, type RuledPlaylist } from './followed-names.ts';
import { ALL_TRACKS } from './playlist-rule.ts';

const made = (id: number, name: string, folder: number | null = null, query: string | null = null): RuledPlaylist => ({
  id,
  name,
  folder,
  rule: query === null ? null : { ...ALL_TRACKS, query },
});

/** The queries that change when one of the playlists does. */
function followed(playlists: readonly RuledPlaylist[], changed: RuledPlaylist): Record<number, string> {
  const after = playlists.map((one) => (one.id === changed.id ? { ...one, ...changed } : one));
  return Object.fromEntries(Array.from(followedRules(playlists, after), ([id, rule]) => [id, rule.query]));
}

describe('a query that names a playlist', () => {
  const trips = [made(1, 'Trips'), made(2, 'Road', 1), made(3, 'Sea')];

  it('names it by its new name, and keeps all else as it was typed', () => {
    const query = ' Genre:Folk -playlist:road ,  (playlist:"Trips/Road" year-) playlist:Sea';
    expect(followed([...trips, made(4, 'Smart', null, query)], made(2, 'My "way"', 1))).toEqual({
      4: ' Genre:Folk -playlist:"Trips/My ""way""" ,  (playlist:"Trips/My ""way""" year-) playlist:Sea',
    });
  });

  it('names it by its new place where the name is no longer enough', () => {
    const all = [...trips, made(4, 'A', null, 'playlist:Trips/Road'), made(5, 'B', null, 'playlist:Road')];
    expect(followed(all, made(1, 'Journeys'))).toEqual({ 4: 'playlist:"Journeys/Road"' });
    expect(followed(all, made(2, 'Road', null))).toEqual({ 4: 'playlist:"Road"' });
    expect(followed(all, made(3, 'Road'))).toEqual({ 5: 'playlist:"Trips/Road"' });
  });

  it('stays where it means the same still, by its number too, or meant none', () => {
    const all = [...trips, made(4, 'A', null, 'playlist:3'), made(5, 'B', null, 'playlist:gone title:playlist:Sea "')];
    expect(followed(all, made(3, 'SEA'))).toEqual({});
    expect(followed(all, made(3, 'Lake'))).toEqual({});
  });
});
