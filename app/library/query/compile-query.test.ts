import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Catalogue } from '../catalogue/catalogue.ts';
import { memoryLibrary, type MemoryLibrary } from '../testing-library.ts';
import { TrackReader } from '../track-reader.ts';
import { checkViewQuery } from './compile-query.ts';
import { resolveLikes } from './like.ts';

let library: MemoryLibrary;
let reader: TrackReader;
beforeAll(async () => {
  library = memoryLibrary();
  for (let id = 1; id <= 30; id++) {
    library.add({
      folder: id <= 10 ? '/music/Ärger/Rock' : '/music/Pop',
      name: `${id} Ä.flac`,
      tags: {
        title: [`T${id}`],
        artist: [id % 2 === 0 ? 'Even' : 'Odd'],
        album: [id <= 10 ? 'First' : 'Second'],
        date: [String(2000 + id)],
        tracknumber: [String(id <= 10 ? id : id - 9)],
      },
    });
  }
  library.connection.exec(
    `UPDATE file SET audio_key = x'01' WHERE id IN (3, 5); UPDATE file SET audio_key = x'02' WHERE id = 7`,
  );
  await new Catalogue(library.connection).settle();
  reader = new TrackReader(library.connection);
});

const page = (query: string, offset = 0, limit = 100) => reader.list({ query, sort: [], offset, limit });
const ids = (query: string, offset = 0, limit = 100): number[] => page(query, offset, limit).rows.map(({ id }) => id);

describe('a limit', () => {
  it('takes the first tracks in the order of the query, on whatever page', () => {
    expect(ids('year- limit:3')).toEqual([30, 29, 28]);
    expect(page('year- limit:3')).toMatchObject({ total: 3, duration: 300 });
    expect(ids('year- limit:3', 2, 5)).toEqual([28]);
    expect(reader.ids('year- limit:2')).toEqual([30, 29]);
    expect(reader.matching('year- limit:2', [1, 29, 30])).toEqual([29, 30]);
    expect([29, 28].map((id) => reader.position('year- limit:2', [], id))).toEqual([1, null]);
  });

  it('takes them in the order of the list where the query has none', () => {
    const sort = [{ field: 'year', descending: true }];
    expect(reader.ids('artist:odd limit:2', sort)).toEqual([29, 27]);
  });

  it('has no place in a view', () => {
    checkViewQuery('year- artist:a random:7 like:7 playlist:Road');
    expect(() => checkViewQuery('limit:7')).toThrow('the query of a view has no limit');
    expect(() => checkViewQuery('like:x')).toThrow('the number of a track');
  });
});

describe('random order', () => {
  it('is the same on every page and in every list with the same seed', () => {
    const all = ids('random:7');
    expect(all).not.toEqual(ids(''));
    expect([...all].sort((a, b) => a - b)).toEqual(ids('id+'));
    expect([...ids('random:7', 0, 7), ...ids('random:7', 7, 100)]).toEqual(all);
    expect(ids('artist:odd random:7')).toEqual(all.filter((id) => id % 2 === 1));
    expect(ids('random:8')).not.toEqual(all);
    expect(ids('random:7 limit:4')).toEqual(all.slice(0, 4));
  });
});

describe('tracks', () => {
  it.each([
    ['is:duplicate', [3, 5]],
    ['is:incomplete -artist:odd', [12, 14, 16, 18, 20, 22, 24, 26, 28, 30]],
    ['is:compilation title:t3', [3, 30]],
    ['album:first is:incomplete', []],
    ['id:=3|5|99', [3, 5]],
    ['path:ärger/rock', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['path:"rock/1 a"', [1]],
    ['path:"/music/arger/rock/1 ä.flac"', [1]],
    ['path:="/music/arger/rock/1 ä.flac"', [1]],
    ['path:="rock/1 ä.flac"', []],
    ['path:"ger/1 "', []],
    ['path:"/1 a"', [1]],
    ['path:"1 a"', [1, 11, 21]],
    ['/music/arger -path:rock/1', [2, 3, 4, 5, 6, 7, 8, 9]],
    ['path::rock/[34]', [3, 4]],
    ['=T7', [7]],
    [':^t[78]$', [7, 8]],
  ])('that %s finds', (query, found) => {
    expect(ids(`${query} id+`)).toEqual(found);
  });

  it('of an album are found by its number', () => {
    const id = library.connection.prepare("SELECT id FROM album WHERE title = 'First'").pluck().get() as number;
    expect(ids(`albumid:${id} id+`)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(ids(`-albumid:${id}`)).toHaveLength(20);
    expect(ids('has:albumid')).toHaveLength(30);
    expect(ids('albumid:9999')).toEqual([]);
  });

  it('of a recording are found by its number', () => {
    library.connection.exec(`
      INSERT INTO recording (id, gid, made_at) VALUES (70, 'a', 1), (71, 'b', 1);
      INSERT INTO recording_track (track_id, recording_id) VALUES (3, 70), (12, 70), (4, 71);
    `);
    expect(ids('recordingid:70 id+')).toEqual([3, 12]);
    expect(ids('recordingid:70..71 id+')).toEqual([3, 4, 12]);
    expect(ids('missing:recordingid')).toHaveLength(27);
  });
});

describe('an unknown field', () => {
  it('is refused with its place in the query', () => {
    expect(() => page('a , (-gnere:x)')).toThrow(
      expect.objectContaining({ position: 6, query: 'a , (-gnere:x)', message: expect.stringContaining('genre:?') }),
    );
  });
});

describe('tracks like another', () => {
  const alike = new Map([[3, [5, 7, 9]]]);
  const resolve = (query: string): Promise<string> => resolveLikes(query, async (id) => alike.get(id) ?? []);

  it('stand in the query by their numbers', async () => {
    expect(ids(`${await resolve('like:3 -id:7')} id+`)).toEqual([5, 9]);
    expect(await resolve('rock like:3 year- limit:2')).toBe('rock (id:5 , id:7 , id:9) year- limit:2');
    expect(ids(`${await resolve('-like:3')} id+`)).toHaveLength(27);
  });

  it('are none for a track without a sound that is known', async () => {
    expect(ids(await resolve('like:4'))).toEqual([]);
  });

  it('leave other queries as they were typed', async () => {
    for (const query of ['a  b', '"like:3"', 'title:"like:3" ("']) {
      expect(await resolve(query).catch((error: Error) => error.name)).toBe(
        query.endsWith('("') ? 'QueryError' : query,
      );
    }
  });

  it('are asked for a few times at most, and cut to the most alike', async () => {
    await expect(resolve('like:1 like:2 like:3 like:4')).rejects.toThrow('3 is the most');
    const many = await resolveLikes('like:1 , like:2 , like:3', async (id) =>
      Array.from({ length: 500 }, (_, index) => id * 100_000 + index),
    );
    expect(() => reader.ids(many)).not.toThrow();
    expect(many.match(/id:/g)).toHaveLength(300);
  });
});

describe('findings about the sound', () => {
  const [lossy, clipped, fine] = [1, 2, 3];
  let heard: TrackReader;
  const found = (query: string): number[] => heard.ids(query);
  beforeEach(() => {
    const { connection, add } = memoryLibrary();
    for (const name of ['a', 'b', 'c']) add({ name: `${name}.flac` });
    heard = new TrackReader(connection);
    connection.exec(`
      INSERT INTO analysis (file_id, version, analysed_at) SELECT id, 1, 1 FROM file;
      INSERT INTO sound_quality (file_id, version, cut_off) SELECT id, 1, 16000 + 1000 * id FROM file WHERE id < 3;
      INSERT INTO sound_finding (finding, file_id, confidence, words) VALUES
        ('lossy', 1, 0.9, ''), ('mono', 1, 1, ''), ('clipped', 2, 1, '');
    `);
  });

  it('are asked for by name, and by whether there are any', () => {
    expect([found('sound:lossy'), found('sound:=mono'), found('sound:Clip')]).toEqual([[lossy], [lossy], [clipped]]);
    expect([found('-sound:lossy'), found('sound:=lossy|clipped')]).toEqual([
      [clipped, fine],
      [lossy, clipped],
    ]);
    expect([found('has:sound'), found('missing:sound'), found('sound::^cl')]).toEqual([
      [lossy, clipped],
      [fine],
      [clipped],
    ]);
  });

  it('are beside the frequency at which the sound ends', () => {
    expect([found('cutoff:..17500'), found('has:cutoff'), found('missing:cutoff')]).toEqual([
      [lossy],
      [lossy, clipped],
      [fine],
    ]);
  });
});
