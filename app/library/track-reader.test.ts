import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary, TESTER, type TestLibrary } from '../../tests/support/library.ts';
import { facets } from './reports.ts';
import { QueryError } from './query/rule.ts';

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
    expect(facets(library.connection, '', 'genre', 10)).toEqual([
      { value: 'Ambient', tracks: 1 },
      { value: 'Folk', tracks: 1 },
      { value: 'Jazz', tracks: 1 },
    ]);
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
