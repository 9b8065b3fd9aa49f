import { beforeEach, describe, expect, it } from 'vitest';
import type { PlaylistRule } from '../../model/playlists.ts';
import { memoryLibrary, TESTER } from '../testing-library.ts';
import { TrackReader } from '../track-reader.ts';
import { parseQuery } from '../query/parse.ts';
import { dependsOnTime, QueryError } from '../query/rule.ts';
import { ALL_TRACKS } from './playlist-rule.ts';
import { PlaylistConditions } from './playlist-conditions.ts';
import { PlaylistReader } from './playlist-reader.ts';
import { PlaylistWriter } from './playlist-writer.ts';

let library: ReturnType<typeof memoryLibrary>;
let writer: PlaylistWriter;
let tracks: TrackReader;

const create = (name: string, more: object = {}): number =>
  writer.create({ playlists: [{ name, kind: 'manual', ...more }], author: TESTER }).playlists[0]!;
const smart = (name: string, rule: Partial<PlaylistRule>, more: object = {}): number =>
  create(name, { kind: 'smart', rule: { ...ALL_TRACKS, ...rule }, ...more });
const ids = (query: string): number[] => tracks.ids(query, [{ field: 'id', descending: false }]);
const errorOf = (query: string): QueryError => {
  try {
    tracks.ids(query);
  } catch (error) {
    if (error instanceof QueryError) return error;
  }
  throw new Error(`${query} is understood`);
};

beforeEach(() => {
  library = memoryLibrary();
  for (let i = 1; i <= 9; i++) {
    library.add({ name: `${i}.flac`, tags: { title: [`t${i}`] }, duration: i * 10, size: i * 100_000 });
  }
  library.add({ name: 'gone.flac', missingSince: 5 });
  writer = new PlaylistWriter(library.connection);
  tracks = new TrackReader(library.connection);
});

describe('the tracks of a playlist', () => {
  it('ordered by hand are its present tracks, once each', () => {
    create('Road', { tracks: [3, 1, 3, 10] });
    expect(ids('playlist:road')).toEqual([1, 3]);
    expect(ids('playlist:Road is:missing , playlist:Road')).toEqual([1, 3, 10]);
    expect(ids('-playlist:Road -id:5..')).toEqual([2, 4]);
    expect(ids('playlist:')).toHaveLength(9);
  });

  it('are found by its path, its name or its number', () => {
    const trips = create('Trips', { kind: 'folder' });
    const inside = create('Été 2', { folder: trips, tracks: [2] });
    create('Road', { tracks: [1] });
    expect(ids('playlist:"trips/ete 2"')).toEqual([2]);
    expect(ids('playlist:"été 2" , playlist:Road')).toEqual([1, 2]);
    expect(ids(`playlist:${inside}`)).toEqual([2]);
  });

  it.each<[Partial<PlaylistRule>]>([
    [{ query: 'id:2..5' }],
    [{ query: 'id:2..5 id- limit:2' }],
    [{ query: 'id- limit:2', limit: { count: 5, unit: 'tracks' } }],
    [{ sort: [{ field: 'id', descending: true }], limit: { count: 3.5, unit: 'tracks' } }],
    [{ query: 'id+', limit: { count: 1, unit: 'minutes' } }],
    [{ query: 'id+', limit: { count: 0.3, unit: 'megabytes' } }],
    [{ query: 'id+', limit: { count: 0.29, unit: 'megabytes' } }],
    [{ seed: 7, limit: { count: 4, unit: 'tracks' } }],
    [{ seed: 7, limit: { count: 2, unit: 'minutes' } }],
    [{ query: 'is:missing' }],
  ])('with the rule %j are those that it shows', (rule) => {
    const id = smart('Smart', rule);
    const shown = new PlaylistReader(library.connection).trackIds(id).toSorted((a, b) => a - b);
    expect(ids(rule.query === 'is:missing' ? 'playlist:smart is:missing' : 'playlist:smart')).toEqual(shown);
    expect(shown.length).toBeGreaterThan(0);
  });

  it('that asks for others follow them', () => {
    const road = create('Road', { tracks: [1, 2] });
    smart('Both', { query: 'playlist:Road' });
    smart('More', { query: 'playlist:Both , id:9' });
    expect(ids('playlist:More')).toEqual([1, 2, 9]);
    writer.add({ id: road, tracks: [5], before: null, author: TESTER });
    expect(ids('playlist:More')).toEqual([1, 2, 5, 9]);
  });

  it('may depend on the time by way of another', () => {
    smart('New', { query: 'added:-1w..' });
    const playlists = new PlaylistConditions(library.connection);
    expect(playlists.some(parseQuery('title:a playlist:new').rule, dependsOnTime)).toBe(true);
    expect(playlists.some(parseQuery('title:a').rule, dependsOnTime)).toBe(false);
  });
});

describe('a playlist that cannot be asked for', () => {
  it('is one that is not there, at its place in the query, with the nearest name', () => {
    create('Road trip');
    expect(errorOf('t1 -playlist:"Raod trip"')).toMatchObject({
      message: 'there is no playlist "Raod trip"; did you mean playlist:"Road trip"?',
      position: 13,
      query: 't1 -playlist:"Raod trip"',
    });
    create('Both');
    expect(errorOf('playlist:bothh').message).toContain('did you mean playlist:Both?');
    expect(errorOf('playlist:Sea').message).toBe('there is no playlist "Sea"');
  });

  it('is a folder, or one of several with the name', () => {
    const trips = create('Trips', { kind: 'folder' });
    const [top, inside] = [create('Road'), create('Sea', { folder: trips })];
    expect(errorOf('playlist:trips').message).toBe('Trips is a folder; playlist: takes one of its playlists');
    const other = create('Sea', { folder: create('More', { kind: 'folder' }) });
    expect(errorOf('playlist:sea').message).toBe(
      `several playlists are called "sea": Trips/Sea (${inside}), More/Sea (${other}); give the number`,
    );
    writer.delete({ ids: [top], author: TESTER });
    expect(errorOf('playlist:road').message).toBe('there is no playlist "road"');
  });

  it('is one that asks for itself, by whatever way', () => {
    const a = smart('A', { query: 'id:1' });
    smart('B', { query: 'playlist:A' });
    smart('C', { query: 'playlist:B' });
    const change = (id: number, query: string): void =>
      void writer.change({ id, fields: { rule: { ...ALL_TRACKS, query } }, author: TESTER });
    expect(() => change(a, 'id:1 , playlist:C')).toThrow(
      expect.objectContaining({ message: 'a playlist cannot ask for itself: A → C → B → A', position: 16 }),
    );
    expect(() => change(a, 'playlist:A')).toThrow('a playlist cannot ask for itself: A → A');
  });

  it('is not one that has another name since: the queries follow it, also back', () => {
    const sea = create('Sea', { tracks: [4] });
    smart('A', { query: 'playlist:sea' });
    const { batch } = writer.change({ id: sea, fields: { name: 'Lake' }, author: TESTER });
    create('Sea', { tracks: [5] });
    expect(ids('playlist:A')).toEqual([4]);
    library.edits.undo(batch, TESTER);
    expect(errorOf('playlist:A').message).toContain('several playlists are called "sea"');
  });

  it('is one whose query names a playlist that was deleted', () => {
    const sea = create('Sea');
    smart('A', { query: 'playlist:Sea' });
    writer.delete({ ids: [sea], author: TESTER });
    expect(errorOf('playlist:A').message).toBe('the query of the playlist A: there is no playlist "Sea"');
  });

  it('is one of too many', () => {
    smart('P0', { query: 'id:1' });
    const twice = (i: number) => smart(`P${i}`, { query: `playlist:P${i - 1} , playlist:P${i - 1} id:1` });
    for (let i = 1; i <= 3; i++) twice(i);
    expect(ids('playlist:P3 , playlist:P2')).toEqual([1]);
    expect(() => twice(4)).toThrow(/^the query leads to more than 25 playlists$/);
  });
});
