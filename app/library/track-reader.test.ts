import Database from 'better-sqlite3';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary, TESTER, type TestLibrary } from '../../tests/support/library.ts';
import { EffectiveTrack } from './effective-track.ts';
import { QueryError } from './query/rule.ts';
import { memoryLibrary, type MemoryLibrary } from './testing-library.ts';
import { TrackReader, type ListRequest } from './track-reader.ts';
import { contentOf } from './track-content.ts';
import { TrackWriter } from './track-writer.ts';

let library: TestLibrary;
const titles = (query: string): string[] => library.find(query).map((id) => library.reader.get(id)!.title);

const TRACKS = [
  {
    file: 'one.mp3',
    tags: {
      title: 'Legends of the North',
      artist: 'Juniper Hall',
      album: 'Mountains',
      date: '2008',
      genre: 'Folk',
      track: '2',
    },
    seconds: 2,
  },
  {
    file: 'two.flac',
    tags: {
      title: 'Čas',
      artist: 'Ember Quartet',
      album: 'Mountains',
      date: '2010',
      genre: 'Jazz',
      track: '1',
      mood: 'calm',
    },
    seconds: 4,
  },
  {
    file: 'three.ogg',
    tags: { title: 'AC/DC & friends', artist: 'Ember Quartet', album: 'Siege', date: '1999', composer: 'Bach' },
    seconds: 1,
  },
];

beforeAll(async () => {
  library = testLibrary();
  for (const { file, tags, seconds } of TRACKS) {
    makeAudio(join(library.music, file), { tags: tags as unknown as Record<string, string>, seconds });
  }
  await library.scan();
});

describe('finding tracks', () => {
  it.each([
    ['', ['Čas', 'AC/DC & friends', 'Legends of the North']],
    ['leg nor', ['Legends of the North']],
    ['cas', ['Čas']],
    ['ac/dc', ['AC/DC & friends']],
    ['&', ['AC/DC & friends']],
    ['bach', ['AC/DC & friends']],
    ['artist:ember', ['Čas', 'AC/DC & friends']],
    ['artist:=ember', []],
    ['artist:="ember quartet" -genre:jazz', ['AC/DC & friends']],
    ['year:2000..', ['Čas', 'Legends of the North']],
    ['length:..2.5 kind:mp3', ['Legends of the North']],
    ['title::^le.*th$', ['Legends of the North']],
    ['mood:calm', ['Čas']],
    ['has:mood', ['Čas']],
    ['missing:genre', ['AC/DC & friends']],
    ['genre:=""', ['AC/DC & friends']],
    ['album:=""', []],
    ['mood:=""', ['AC/DC & friends', 'Legends of the North']],
    ['genre:folk , genre:jazz', ['Čas', 'Legends of the North']],
    ['path:two', ['Čas']],
    ['is:lossless', ['Čas']],
    ['year+', ['AC/DC & friends', 'Legends of the North', 'Čas']],
    ['length-', ['Čas', 'Legends of the North', 'AC/DC & friends']],
  ])('%s', (query, expected) => {
    expect(titles(query)).toEqual(expected);
  });

  it('gives pages with totals of everything that matches', () => {
    const page = library.reader.list({
      query: 'artist:ember',
      sort: [{ field: 'title', descending: true }],
      offset: 1,
      limit: 1,
    });
    expect(page).toMatchObject({ total: 2, offset: 1, rows: [{ title: 'AC/DC & friends' }] });
    expect(page.duration).toBeGreaterThan(4.5);
  });

  it('knows where a track stands in a list', () => {
    const [id] = library.find('cas');
    expect(library.reader.position('', [], id!)).toBe(0);
    expect(library.reader.position('artist:juniper', [], id!)).toBeNull();
  });

  it('counts again after an edit', () => {
    const total = (): number => library.reader.list({ query: 'genre:ambient', sort: [], offset: 0, limit: 1 }).total;
    expect(total()).toBe(0);
    library.edits.apply(library.find('cas'), { genre: ['Jazz', 'Ambient'] }, TESTER);
    expect(total()).toBe(1);
    library.edits.undo(null, TESTER);
  });

  it('knows a custom field as soon as a track has it', () => {
    const find = () => library.find('feeling:warm');
    const unknown = { message: 'no track has a field "feeling"', position: 0, query: 'feeling:warm' };
    expect(find).toThrow(expect.objectContaining(unknown));
    expect(find).toThrow(QueryError);
    library.edits.apply(library.find('cas'), { feeling: ['warm'] }, TESTER);
    expect(find()).toHaveLength(1);
    library.edits.undo(null, TESTER);
  });

  it('refuses to sort by what has no order', () => {
    expect(() =>
      library.reader.list({ query: '', sort: [{ field: 'mood', descending: false }], offset: 0, limit: 1 }),
    ).toThrow(QueryError);
  });
});

it('puts tracks without an artist or album at the end of a list', async () => {
  const other = testLibrary();
  makeAudio(join(other.music, 'nameless.mp3'), { seconds: 1 });
  makeAudio(join(other.music, 'zz.mp3'), { tags: { title: 'named', artist: 'Žžž', album: 'z' }, seconds: 1 });
  await other.scan();
  expect(other.find('').map((id) => other.reader.get(id)!.title)).toEqual(['named', 'nameless']);
  expect(other.find('artist:=""')).toHaveLength(1);
});

describe('reading tracks', () => {
  let memory: MemoryLibrary;
  let reader: TrackReader;
  let ids: number[];

  beforeAll(() => {
    memory = memoryLibrary();
    reader = new TrackReader(memory.connection);
    ids = ['c', 'a', 'b'].map((title, i) =>
      memory.add({ name: `${title}.flac`, tags: { title: [title], artist: ['x'], mood: ['calm'] }, size: 10 ** i }),
    );
    memory.add({ name: 'gone.flac', tags: { title: ['gone'] }, missingSince: 5 });
    memory.edits.apply([ids[1]!], { mood: null, genre: ['Folk'] }, TESTER);
  });

  const list = (request: Partial<ListRequest>) =>
    reader.list({ query: '', sort: [], offset: 0, limit: 10, ...request });
  const byTitle = [{ field: 'title', descending: false }];

  it('sorts as the request says, or as the query says', () => {
    expect(reader.ids('', byTitle)).toEqual([ids[1], ids[2], ids[0]]);
    expect(reader.ids('title-', byTitle)).toEqual([ids[0], ids[2], ids[1]]);
    expect(list({ sort: byTitle }).rows.map(({ title }) => title)).toEqual(['a', 'b', 'c']);
    expect(list({ query: 'title-', sort: byTitle }).rows.map(({ title }) => title)).toEqual(['c', 'b', 'a']);
    expect(reader.position('', byTitle, ids[0]!)).toBe(2);
    expect(reader.position('title-', byTitle, ids[0]!)).toBe(0);
    expect(reader.position('', byTitle, 999)).toBeNull();
  });

  it('tells which of given tracks a query matches, in the order in which they are given', () => {
    expect(reader.matching('', [ids[2]!, 999, ids[0]!])).toEqual([ids[2], ids[0]]);
    expect(reader.matching('is:analysed', ids)).toEqual([]);
    expect(reader.matching('', [])).toEqual([]);
    expect(() => reader.matching('year:soon', ids)).toThrow(QueryError);
  });

  it('gives a page of a list and the totals of the whole', () => {
    expect(list({ sort: byTitle, offset: 1, limit: 1 })).toMatchObject({
      total: 3,
      duration: 300,
      bytes: 111,
      offset: 1,
      rows: [{ title: 'b' }],
    });
    expect(list({ query: 'genre:folk mood:calm' })).toMatchObject({ total: 0, duration: 0, bytes: 0, rows: [] });
    expect(list({ query: 'is:missing' })).toMatchObject({ total: 1, rows: [{ missing: true }] });
  });

  it('gives rows in the order of the ids, without those that do not exist', () => {
    expect(reader.rows([ids[2]!, 999, ids[0]!]).map(({ id }) => id)).toEqual([ids[2], ids[0]]);
    expect(reader.rows([])).toEqual([]);
  });

  it('gives the tags in force', () => {
    expect(reader.tags([ids[0]!, ids[1]!, 999])).toEqual(
      new Map([
        [ids[0], { title: ['c'], artist: ['x'], mood: ['calm'] }],
        [ids[1], { title: ['a'], artist: ['x'], genre: ['Folk'] }],
      ]),
    );
  });

  it('names the file to play', () => {
    expect(reader.media(ids[0]!)).toEqual({ path: Buffer.from('/music/c.flac'), kind: 'FLAC', codec: 'flac' });
    expect(reader.media(999)).toBeNull();
  });

  it('remembers totals until another connection has written', () => {
    const { reader, connection } = testLibrary();
    const total = (query: string): number => reader.list({ query, sort: [], offset: 0, limit: 1 }).total;
    const add = (title: string): void => {
      const { lastInsertRowid } = connection
        .prepare(`
          INSERT INTO file (folder_id, name, device, inode, size, mtime_ns, ctime_ns, codec, duration, sample_rate,
            channels, bitrate, lossless, tags, scanned_at)
          VALUES (?, ?, 1, 1, 1, 1, 1, 'flac', 1, 1, 1, 1, 1, '{}', 1)`)
        .run(folder, Buffer.from(title));
      new TrackWriter(connection).insert({
        fileId: Number(lastInsertRowid),
        content: contentOf(new EffectiveTrack({ title: [title] }, {}, 0, title)),
        now: 1,
        kind: 'FLAC',
        duration: 1,
        bitrate: 1,
        bytes: 1,
      });
    };
    const folder = connection.prepare('INSERT INTO folder (root_id, path) VALUES (1, ?)').run(Buffer.from('/f'))
      .lastInsertRowid as number;
    expect([total(''), total('title:b')]).toEqual([0, 0]);
    add('a');
    expect([total(''), total('title:b')]).toEqual([1, 0]);
    add('b');
    expect([total(''), total('title:b')]).toEqual([2, 1]);
    for (let i = 0; i < 100; i++) expect(total(`title:b${i}`)).toBe(0);
    expect([total(''), total('title:b')]).toEqual([2, 1]);
  });

  describe('as cheaply as it can', () => {
    const counts = (): string[] => statements.filter((sql) => sql.includes('count(*)'));
    let statements: string[];
    let reader: TrackReader;
    let writer: TestLibrary['connection'];

    beforeEach(() => {
      const { folder, connection } = testLibrary();
      writer = connection;
      statements = [];
      const verbose = (sql: unknown): unknown => statements.push(String(sql));
      reader = new TrackReader(new Database(join(folder, 'library', 'library.db'), { readonly: true, verbose }));
    });

    const list = (query: string) => reader.list({ query, sort: [], offset: 0, limit: 5 });

    it('counts once between two changes of the database, and again after each', () => {
      list('');
      list('');
      list('artist:x');
      expect(counts()).toHaveLength(2);
      writer.exec("INSERT INTO setting VALUES ('a', '1')");
      list('');
      list('');
      expect(counts()).toHaveLength(3);
    });

    it('remembers the totals of a limited number of queries', () => {
      for (let i = 0; i <= 65; i++) list(`artist:x${i}`);
      expect(counts()).toHaveLength(66);
      list('artist:x65');
      expect(counts()).toHaveLength(66);
      list('artist:x0');
      expect(counts()).toHaveLength(67);
    });

    it.each([
      ['', false],
      ['artist:x', false],
      ['is:lossless', true],
      ['bpm:120', true],
    ])('reads for the query "%s" other tables than that of tracks: %s', (query, others) => {
      list(query);
      reader.ids(query);
      const reading = statements.filter((sql) => /count\(\*\)|SELECT track\.id FROM/.test(sql));
      // Nothing is found, so that no page is read.
      expect(reading).toHaveLength(2);
      for (const sql of reading) expect(sql.includes('JOIN')).toBe(others);
    });
  });
});
