/** Random queries, seeded: each is answered or refused with a `QueryError`, never with an error of the database. */
import { expect, it } from 'vitest';
import { memoryLibrary } from '../testing-library.ts';
import { parseQuery } from './parse.ts';
import { QueryError } from './rule.ts';
import { PlaylistConditions } from '../playlists/playlist-conditions.ts';
import { TRACK_TABLES } from './condition.ts';
import { compileRule, compileSort } from './sql.ts';

const QUERIES = 3000;

/** Parts of queries, and characters that mean something to the parser, SQL, JSON paths, full text or expressions. */
const WORDS = ['a', 'North', 'é', '👩', '1999', '4:30', '-1w', '1e999', '0x1', 'NaN', '9'.repeat(20)];
const FIELDS = ['title:', 'year:', 'length:', 'added:', 'genre:', 'path:', 'mood:', 'has:', 'missing:', 'constructor:'];
const NAMES = ['is:', 'lossless', 'edited', 'picture', 'year-', 'title+', 'NEAR', 'AND', 'OR', 'NOT'];
const SIGNS = [...'\0\n\u0001\ud800"\'\\*+-^,  ():=[{$%_.', '..', '::'];
const EXPRESSIONS = ['title::', '(a+)+', '\\1', '(?=a)', '(?<!', '{9999}', '[^', '\\p{', '\\s', '$'];
const PARTS = [...WORDS, ...FIELDS, ...NAMES, ...SIGNS, ...EXPRESSIONS];

/** Numbers from 0 to 1 (the generator of Park and Miller). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

it('answers or refuses any query', () => {
  const library = memoryLibrary();
  library.add({
    name: 'a.flac',
    tags: { title: ['North'], mood: ['a'], date: ['1999'], genre: ['é'] },
    pictures: [{}],
  });
  const random = randomNumbers(7);
  let answered = 0;
  for (let count = 0; count < QUERIES; count++) {
    const length = 1 + Math.floor(random() * 12);
    const query = Array.from({ length }, () => PARTS[Math.floor(random() * PARTS.length)]).join('');
    try {
      const { rule, sort } = parseQuery(query);
      const { sql, values } = compileRule(rule, new PlaylistConditions(library.connection));
      library.connection
        .prepare(`SELECT track.id FROM ${TRACK_TABLES} WHERE ${sql} ORDER BY ${compileSort(sort)}`)
        .all(...values);
      answered++;
    } catch (error) {
      expect(error, JSON.stringify(query)).toBeInstanceOf(QueryError);
    }
  }
  expect(answered).toBeGreaterThan(QUERIES / 4);
});
