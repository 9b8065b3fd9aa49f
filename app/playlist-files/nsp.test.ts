import { describe, expect, it } from 'vitest';
import { parseQuery } from '../library/query/parse.ts';
import type { PlaylistRule } from '../model/playlists.ts';
import { readNsp } from './read-nsp.ts';
import { writeNsp } from './write-nsp.ts';

const NOW = new Date(2026, 4, 17, 12).getTime();
const read = (...all: unknown[]): string => readNsp(JSON.stringify({ all })).rule.query;
const rule = (query: string, more: Partial<PlaylistRule> = {}): PlaylistRule => ({
  query,
  sort: [],
  limit: null,
  seed: null,
  ...more,
});
const written = (query: string): unknown => {
  const { name: _, ...file } = JSON.parse(writeNsp('x', rule(query), NOW)) as Record<string, unknown>;
  return file;
};

describe('a smart playlist of Navidrome', () => {
  it('becomes a rule with its name, its sorting and its limit', () => {
    const file = {
      name: ' Top ',
      all: [{ any: [{ is: { genre: 'Folk' } }, { gt: { bpm: 99 } }] }, { inTheRange: { year: [1981, 1990] } }],
      sort: '-year,title',
      limit: 25,
    };
    expect(readNsp(JSON.stringify(file))).toEqual({
      name: 'Top',
      rule: {
        query: '(genre:="Folk" , bpm:.. -bpm:..99) date:1981..1990',
        sort: [
          { field: 'date', descending: true },
          { field: 'title', descending: false },
        ],
        limit: { count: 25, unit: 'tracks' },
        seed: null,
      },
    });
    const random = readNsp('{"any":[{"is":{"title":"a"}},{"is":{"title":"b"}}],"sort":"random"}').rule;
    expect(random).toMatchObject({ query: 'title:="a" , title:="b"', seed: 1 });
    const turned = readNsp('{"all":[],"sort":"year","order":"desc"}').rule;
    expect(turned.sort).toEqual([{ field: 'date', descending: true }]);
  });

  it.each([
    [{ isNot: { Artist: 'a "b"' } }, '-artist:="a ""b"""'],
    [{ lt: { bitrate: 320 } }, 'bitrate:.. -bitrate:320000..'],
    [{ contains: { comment: 'x' } }, 'comment:"x"'],
    [{ notContains: { filepath: 'live' } }, '-path:"live"'],
    [{ startsWith: { title: 'a.b (' } }, 'title::"^a\\.b \\("'],
    [{ endsWith: { title: '!' } }, 'title::"!$"'],
    [{ inTheLast: { dateAdded: 30 } }, 'added:-30d..'],
    [{ notInTheLast: { dateAdded: 30 } }, '-added:-30d..'],
    [{ after: { dateadded: '2024-05-01' } }, 'added:.. -added:..2024-05-01'],
    [{ before: { dateadded: '2024-05-01' } }, 'added:.. -added:2024-05-01..'],
    [{ is: { hasCoverArt: true } }, 'has:picture'],
    [{ isNot: { hascoverart: true } }, 'missing:picture'],
    [{ is: { compilation: true } }, 'compilation:true'],
    [{ is: { year: '1999' } }, 'date:1999'],
    [{ is: { mbz_album_id: 'a-b' } }, 'musicbrainz_albumid:="a-b"'],
  ])('%j is %s', (condition, query) => {
    expect(read(condition)).toBe(query);
    expect(() => parseQuery(query)).not.toThrow();
  });

  it.each<[string, string]>([
    ['{', 'this is no JSON'],
    ['[]', 'a smart playlist is a JSON object'],
    ['{}', 'either "all" or "any"'],
    ['{"all":[],"any":[]}', 'either "all" or "any"'],
    ['{"all":{}}', '"all" has a list of conditions'],
    ['{"all":[{}]}', 'a condition has one name'],
    ['{"all":[{"is":{"a":1,"b":2}}]}', '"is" has one name'],
    ['{"all":[{"inPlaylist":{"id":"1"}}]}', '"inPlaylist" names a playlist of Navidrome'],
    ['{"all":[{"near":{"title":"a"}}]}', 'there is no operator "near"'],
    ['{"all":[{"gt":{"year":"x y"}}]}', 'date cannot be compared with "x y"'],
    ['{"all":[{"inTheRange":{"year":[1]}}]}', '"inTheRange" has two values'],
    ['{"all":[{"inTheLast":{"dateadded":"x"}}]}', 'a number of days'],
    ['{"all":[{"is":{"a:b":"x"}}]}', 'queries have no field "a:b"'],
    ['{"all":[],"limitPercent":5}', 'per cent'],
    ['{"all":[],"limit":"5"}', '"limit" is a number'],
    ['{"all":[],"sort":"lyrics"}', 'tracks cannot be sorted by "lyrics"'],
    [`${'{"all":['.repeat(60)}${']}'.repeat(60)}`, 'nested too deeply'],
  ])('%j is refused: %s', (text, message) => {
    expect(() => readNsp(text)).toThrow(message);
  });
});

describe('a rule for Navidrome', () => {
  it.each([
    ['artist:hall', { all: [{ contains: { artist: 'hall' } }] }],
    ['-artist:="Hall" genre:=folk', { all: [{ isNot: { artist: 'Hall' } }, { is: { genre: 'folk' } }] }],
    ['title::^a title::b$', { all: [{ startsWith: { title: 'a' } }, { endsWith: { title: 'b' } }] }],
    ['year:1990..1999', { all: [{ inTheRange: { year: [1990, 1999] } }] }],
    ['bitrate:320000', { all: [{ is: { bitrate: 320 } }] }],
    ['year:1990..', { any: [{ gt: { year: 1990 } }, { is: { year: 1990 } }] }],
    ['added:-2w..', { all: [{ inTheLast: { dateadded: 14 } }] }],
    ['-added:-2w..', { all: [{ notInTheLast: { dateadded: 14 } }] }],
    ['added:2024-05', { all: [{ after: { dateadded: '2024-05-01' } }, { before: { dateadded: '2024-06-01' } }] }],
    ['has:cover', { all: [{ is: { hascoverart: true } }] }],
    ['-(artist:a , title:b)', { all: [{ notContains: { artist: 'a' } }, { notContains: { title: 'b' } }] }],
  ])('%s is %j', (query, file) => {
    expect(written(query)).toEqual(file);
  });

  it('has the name, the sorting and the limit', () => {
    const sort = [{ field: 'date', descending: true }];
    const limit = { count: 5, unit: 'tracks' } as const;
    expect(JSON.parse(writeNsp('Top', rule('genre:a', { sort, limit })))).toMatchObject({
      name: 'Top',
      sort: '-year',
      limit: 5,
    });
    expect(JSON.parse(writeNsp('x', rule('genre:a', { seed: 5 })))).toMatchObject({ sort: 'random' });
    expect(JSON.parse(writeNsp('x', rule('genre:a limit:7', { limit })))).toMatchObject({ limit: 7 });
  });

  it.each([
    ['jazz', 'the words "jazz" without a field; say in which, as title:jazz'],
    ['is:lossless', 'is:lossless'],
    ['has:lyrics', 'has:lyrics'],
    ['title::a.b', 'the regular expression a.b'],
    ['title:=""', 'a field without a value'],
    ['added:..-1w', 'a time of added that moves'],
    ['-year:1990..1999', 'the opposite of'],
  ])('cannot say %s', (query, message) => {
    expect(() => written(query)).toThrow(`Navidrome cannot say this: ${message}`);
  });

  it('cannot count minutes', () => {
    expect(() => writeNsp('x', rule('', { limit: { count: 5, unit: 'minutes' } }))).toThrow('not minutes');
  });

  it.each([
    'artist:="Hall" (genre:folk , -genre:="rock")',
    'title::"^a\\.b" title::"\\?$"',
    'date:1981..1990 bitrate:128000..320000',
    'added:-30d.. -changed:-7d..',
    'has:picture compilation:="1"',
  ])('%s comes back', (query) => {
    const back = readNsp(writeNsp('x', rule(query), NOW)).rule.query;
    expect(parseQuery(back).rule).toEqual(parseQuery(query).rule);
  });
});
