/** Random libraries and queries, seeded: conditions of all scopes find the same tracks. */
import { afterEach, expect, it } from 'vitest';
import { declareFields } from '../../../fuse/fields/declared-fields.ts';
import { DECLARED_TYPES } from '../../model/fields.ts';
import { Catalogue } from '../catalogue/catalogue.ts';
import { toField } from '../declared-fields.ts';
import { PlaylistConditions } from '../playlists/playlist-conditions.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from '../testing-library.ts';
import { TrackReader } from '../track-reader.ts';
import { tablesFor, type Scope } from './condition.ts';
import { parseQuery } from './parse.ts';
import { compileRule } from './sql.ts';
import { scopeOf } from './value-conditions.ts';

const LIBRARIES = 12;
const TRACKS = 25;
const QUERIES = 150;
/** One query in so many is asked of a list, too. */
const LISTED_EACH = 4;
/** Queries between two changes of the tracks. */
const CHANGED_EACH = 50;

const VALUES = ['', 'Calm', 'calm', 'Čas', 'rock', 'Rock', 'hip hop', '120', '120.5', '0', '1', '1994-05-17', '1994'];
const LONG = 'calm '.repeat(70);
const TEXTS = ['mood', 'composer', 'genre', 'artist', 'label', 'comment', 'lyrics', 'isrc', 'odd"d', 'work'];
const NUMBERS = ['bpm', 'totaltracks', 'rating', 'movementnumber'];
const DATES = ['releasedate', 'date', 'originalyear'];
const FLAGS = ['compilation', 'gapless'];
const TYPED = [...NUMBERS, ...DATES, ...FLAGS];
/** Fields that the library declares, as types that change. */
const DECLARED = ['shelf', 'heard'];
const PATHS = ['/music', '/music/Ärger', '/music/a/b', '/music/Rock'];
const TERMS = ['calm', 'C', 'čas', 'rock', 'hip', '1', '120', '::^c', '::.', '=calm', '="', '==Calm', '=calm|rock'];
const RANGES = ['..', '1..', '..119', '119..121', '1994..', '..1994', '0', '120.5'];
const DATE_RANGES = ['1994-05..', '..1994-04', '1994', '1994..', '1994-05-17..1994-06', '..'];
const SORTS = ['title', 'album', 'kind', 'added', 'id'].map((field) => ({ field, descending: false }));
const OTHERS = [
  'is:missing',
  'is:duplicate',
  'length:1..',
  'is:edited',
  'calm',
  '/rock',
  'path:čas',
  'path::[a-c]',
  '-/a/b/',
];

type Random = () => number;

/** Numbers from 0 to 1 (the generator of Park and Miller). */
function randomNumbers(seed: number): Random {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

function oneOf<T>(random: Random, values: readonly T[]): T {
  return values[Math.floor(random() * values.length)]!;
}

function someTags(random: Random): Record<string, string[]> {
  const tags: Record<string, string[]> = {};
  for (const field of [...TEXTS, ...TYPED, ...DECLARED]) {
    if (random() < 0.6) continue;
    const count = Math.floor(random() * 3) + Number(random() < 0.9);
    tags[field] = Array.from({ length: count }, () => (random() < 0.04 ? LONG : oneOf(random, VALUES)));
  }
  return tags;
}

function randomLibrary(random: Random): MemoryLibrary {
  const library = memoryLibrary();
  for (let one = 0; one < TRACKS; one++) {
    const name = `${oneOf(random, ['Čas', 'rock', 'A b'])} ${one}.flac`;
    const missingSince = random() < 0.1 ? 5 : null;
    const id = library.add({ name, folder: oneOf(random, PATHS), tags: someTags(random), missingSince });
    if (random() < 0.2) library.analyse(id);
  }
  change(library, random);
  return library;
}

/** Edits some tracks and retags others. */
function change({ edits, retag }: MemoryLibrary, random: Random): void {
  for (let id = 1; id <= TRACKS; id++) {
    if (random() < 0.15) retag(id, someTags(random));
    if (random() > 0.3) continue;
    const field = oneOf(random, TEXTS);
    edits.apply([id], { [field]: random() < 0.3 ? null : [oneOf(random, VALUES)] }, { ...TESTER, kind: 'program' });
  }
}

function randomTerm(random: Random): string {
  const kind = random();
  const sign = random() < 0.3 ? '-' : '';
  const fields = [...TEXTS, ...TYPED, ...DECLARED];
  if (kind < 0.2) return `${sign}${oneOf(random, ['has', 'missing'])}:${quoted(oneOf(random, fields))}`;
  if (kind < 0.35) return `${sign}${oneOf(random, NUMBERS)}:${oneOf(random, RANGES)}`;
  if (kind < 0.4) return `${sign}${oneOf(random, DECLARED)}:${oneOf(random, ['1', '0'])}`;
  if (kind < 0.5) return `${sign}${oneOf(random, DATES)}:${oneOf(random, DATE_RANGES)}`;
  if (kind < 0.55) return oneOf(random, OTHERS);
  if (kind < 0.63) return `${sign}${oneOf(random, FLAGS)}:yes`;
  return `${sign}${oneOf(
    random,
    TEXTS.filter((field) => !field.includes('"')),
  )}:${oneOf(random, TERMS).replace('="', '=""')}`;
}

function declareSome(random: Random): void {
  const declared = DECLARED.filter(() => random() < 0.7);
  declareFields(declared.map((name) => toField({ name, type: oneOf(random, DECLARED_TYPES) })));
}

/** Names with a quotation mark cannot stand in front of a colon. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function randomQuery(random: Random): string {
  const terms = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
    random() < 0.08 ? `${random() < 0.3 ? '-' : ''}(${randomQuery(random)})` : randomTerm(random),
  );
  return terms.join(random() < 0.5 ? ' ' : ' , ');
}

function found({ connection }: MemoryLibrary, query: string, scope: Scope): number[] {
  const { sql, values } = compileRule(
    parseQuery(query).rule,
    new PlaylistConditions(connection),
    scope,
    1_700_000_000_000,
  );
  return connection
    .prepare<unknown[], number>(`SELECT track.id FROM ${tablesFor(sql)} WHERE ${sql} ORDER BY track.id`)
    .pluck()
    .all(...values);
}

afterEach(() => declareFields([]));

it('finds the same tracks by conditions of all scopes', async () => {
  const random = randomNumbers(11);
  let matched = 0;
  for (let one = 0; one < LIBRARIES; one++) {
    const library = randomLibrary(random);
    const catalogue = new Catalogue(library.connection);
    let reader = new TrackReader(library.connection);
    for (let count = 0; count < QUERIES; count++) {
      if (count % CHANGED_EACH === 0) {
        declareSome(random);
        change(library, random);
        expect(scopeOf(library.connection)).toBe('library');
        await catalogue.settle();
        if (random() < 0.7) await catalogue.settleBehind();
        expect(scopeOf(library.connection)).toBe('catalogue');
        reader = new TrackReader(library.connection);
      }
      const query = randomQuery(random);
      const plain = found(library, query, 'tracks');
      expect(found(library, query, 'library'), query).toEqual(plain);
      expect(found(library, query, 'catalogue'), query).toEqual(plain);
      matched += Number(plain.length > 0 && plain.length < TRACKS / 2);
      if (count % LISTED_EACH > 0) continue;
      const { total, rows } = reader.list({
        query,
        sort: [oneOf(random, SORTS)],
        offset: 0,
        limit: TRACKS,
      });
      expect([total, rows.map(({ id }) => id).sort((a, b) => a - b)], query).toEqual([plain.length, plain]);
    }
    library.connection.close();
  }
  expect(matched).toBeGreaterThan((LIBRARIES * QUERIES) / 4);
});
