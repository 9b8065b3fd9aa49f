import { expect, it } from 'vitest';
import { readElements } from '../../xml/read-elements.ts';
import { readXml } from '../../xml/read-xml.ts';
import { rhythmboxQuery } from './rhythmbox-rules.ts';

function queryOf(rules: string): unknown {
  const xml = `<l><p><conjunction><equals prop="type">song</equals>${rules}</conjunction></p></l>`;
  const [playlist] = readElements(readXml([xml]), 'l', 'p');
  const query = rhythmboxQuery(playlist!);
  return 'query' in query ? query.query : query;
}

it.each([
  ['', ''],
  ['<greater prop="rating">4.000000</greater>', 'rating:4..'],
  ['<less prop="play-count">3</less>', 'plays:..3'],
  ['<equals prop="year">1999</equals>', 'year:1999'],
  ['<current-time-within prop="first-seen">604800</current-time-within>', 'added:-7d..'],
  ['<current-time-not-within prop="last-played">86400</current-time-not-within>', 'lastplayed:..-1d'],
  ['<like prop="artist-folded">the "x"</like>', String.raw`artist:"the \"x\""`],
  ['<equals prop="genre">Jazz</equals>', 'genre:="Jazz"'],
  ['<not-like prop="title">live</not-like>', '^title:"live"'],
  ['<prefix prop="album">A (1)</prefix>', String.raw`album::"^A \\(1\\)"`],
  ['<suffix prop="title">mix</suffix>', 'title::"mix$"'],
  [
    '<subquery><conjunction><like prop="artist">a</like><disjunction/><like prop="artist">b</like></conjunction></subquery>',
    '(artist:"a" , artist:"b")',
  ],
])('the rules %s are the query %s', (rules, query) => {
  expect(queryOf(rules)).toBe(query);
});

it.each(['<equals prop="weather">x</equals>', '<like prop="rating">x</like>', '<years prop="artist">1</years>'])(
  'the rule %s is told to be unknown',
  (rule) => {
    expect(queryOf(rule)).toHaveProperty('unknown');
  },
);
