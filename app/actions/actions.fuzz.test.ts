/**
 * Random actions on random libraries: a preview shows what a run does, the mount's files say what the library says, and an
 * undo takes back all of it.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { audioFolder } from '../../fuse/formats/testing/audio.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { seededRandom } from '../audio/test-signals.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from '../library/testing-library.ts';
import type { ActionStep } from '../model/actions.ts';
import { databasePath } from '../storage/connection.ts';
import { ACTIONS } from './action-table.ts';
import { actionBench } from './testing-runs.ts';
import { ServedTracks } from './testing-served.ts';
import { readActionTracks } from './track-pages.ts';

const originals = audioFolder();
afterAll(() => originals[Symbol.dispose]());

const FIELDS = [
  'title',
  'artist',
  'album',
  'albumartist',
  'genre',
  'date',
  'tracknumber',
  'discnumber',
  'comment',
  'mood',
];
const WORDS = [
  'the',
  'Ash',
  'of',
  'feat. Birch',
  '(ft. Cloud & Dusk)',
  '01 -',
  'vi',
  'LOUD',
  "l'été",
  'Größe',
  'e\u0301',
  'Ã©',
  '\u200b',
  '\u0081',
  ' ',
  '  ',
  '/',
  ';',
  'hip hop',
  'deathcore',
  'Metal',
  '1999-05-01',
  '7',
  'A1',
  "'n'",
  '-',
  ':',
  '“x”',
  '東京',
  'İ',
  'ß',
  'ﬁ',
  '🎵',
  '$1',
];

interface Random {
  /** A whole number from 0, less than `most`. */
  below(most: number): number;
  pick<Item>(items: readonly Item[]): Item;
}

function randomFrom(seed: number): Random {
  const next = seededRandom(seed + 1);
  const below = (most: number): number => Math.floor(next() * most);
  return { below, pick: (items) => items[below(items.length)]! };
}

function text(random: Random): string {
  return Array.from({ length: 1 + random.below(5) }, () => random.pick(WORDS)).join(random.pick(['', ' ', '-']));
}

function library(random: Random, path?: string): MemoryLibrary {
  const made = memoryLibrary(path);
  const count = 1 + random.below(12);
  for (let file = 0; file < count; file += 1) {
    const tags: Record<string, string[]> = {};
    for (const field of FIELDS) {
      if (random.below(3) > 0) tags[field] = Array.from({ length: 1 + random.below(3) }, () => text(random));
    }
    const folder = random.pick(['/music', '/music/Ash', '/music/Ash/Tide CD 1', '/music/Ash/Tide CD 2']);
    made.add({
      folder,
      name: `${random.pick(['', '01 ', '2-03 '])}${file} ${random.pick(['x', 'é', 'y z'])}.flac`,
      tags,
    });
    if (random.below(4) === 0) {
      made.edits.apply([file + 1], { [random.pick(['title', 'mood'])]: [`Edited ${file}`] }, TESTER);
    }
  }
  return made;
}

/** Parameters for each action, with a chance for every kind of use. */
const PARAMETERS: Readonly<Record<string, (random: Random) => ActionStep['parameters']>> = {
  set: (random) => ({ field: random.pick(FIELDS), value: [text(random), text(random)], empty: random.below(2) === 0 }),
  clear: (random) => ({ fields: [random.pick(FIELDS), random.pick(FIELDS)] }),
  copy: (random) => ({ from: random.pick(FIELDS), to: random.pick(FIELDS) }),
  swap: (random) => ({ a: random.pick(FIELDS), b: random.pick(FIELDS) }),
  split: (random) => ({ field: random.pick(FIELDS), separator: random.pick([';', '/', ' ']) }),
  join: (random) => ({ field: random.pick(FIELDS), separator: random.pick(['; ', '', ' & ']) }),
  replace: (random) => ({
    fields: random.pick(['all', 'title', 'artist,genre']),
    find: random.pick([String.raw`(\w+) (\w+)`, 'a', '^', '.', '[a-z]*']),
    with: random.pick(['', '$2 $1', 'x$&', '$$']),
    regex: random.below(2) === 0,
    case: random.below(2) === 0,
  }),
  case: (random) => ({
    fields: 'title,artist,comment',
    to: random.pick(['title', 'sentence', 'lower', 'upper']),
    language: random.pick(['en', 'de', 'fr', 'es']),
  }),
  template: (random) => ({
    field: random.pick(FIELDS),
    template: random.pick(['$artist - $title', '%upper{$album}', '$track', '[$disc-]$year', '$genre']),
    clear: random.below(2) === 0,
  }),
  'from-path': (random) => ({ pattern: random.pick(['$album/$track $title', '[$disc-]$track $title', '$title']) }),
  number: (random) => ({
    count: random.pick(['tracks', 'discs']),
    per: random.pick(['disc', 'album', 'selection']),
    order: random.pick(['number', 'name', 'selection']),
    digits: 1 + random.below(3),
  }),
  clean: (random) => ({ fields: 'all', quotes: random.pick(['keep', 'straight']), encoding: random.below(2) === 0 }),
  genres: (random) => ({
    keep: random.pick(['all', 'specific', 'parents']),
    unknown: random.pick(['keep', 'remove']),
    limit: 1 + random.below(5),
  }),
  featured: (random) => ({ to: random.pick(['artist', 'title']) }),
  'sort-names': (random) => ({ fields: 'artist,albumartist', replace: random.below(2) === 0 }),
  'title-number': () => ({}),
  year: () => ({}),
};
/** A second run of one of these changes nothing. */
const IDEMPOTENT = ['set', 'clear', 'copy', 'join', 'case', 'number', 'clean', 'genres', 'sort-names', 'year'];

/** All that an undo has to bring back, byte for byte. Times and generations only ever rise. */
function stateOf({ connection }: MemoryLibrary): unknown {
  const ids = connection.prepare<[], number>('SELECT id FROM track ORDER BY id').pluck().all();
  return {
    tags: readActionTracks(connection, ids).map(({ tags }) => JSON.stringify(tags)),
    rows: connection
      .prepare(
        'SELECT id, overrides, title, artist, album, album_artist, genre, year, title_sort FROM track ORDER BY id',
      )
      .all(),
    genres: connection.prepare('SELECT * FROM track_genre ORDER BY track_id, genre_key').all(),
  };
}

it('knows how to call every action', () => {
  expect(Object.keys(PARAMETERS).sort()).toEqual(ACTIONS.map(({ name }) => name).sort());
});

describe.each(Array.from({ length: 60 }, (_, seed) => seed))('actions on the library of seed %i', (seed) => {
  it('are applied as they were shown, and undone to the byte', async () => {
    const random = randomFrom(seed);
    const folder = temporaryFolder();
    const made = library(random, databasePath(folder));
    using served = new ServedTracks(folder, made.connection, originals);
    const bench = actionBench(made);
    for (let round = 0; round < 6; round += 1) {
      const steps = Array.from({ length: 1 + random.below(3) }, (): ActionStep => {
        const action = random.pick(Object.keys(PARAMETERS));
        return { action, parameters: PARAMETERS[action]!(random) };
      });
      const before = stateOf(made);
      const shown = await bench.preview(steps);
      expect(shown.error, JSON.stringify(steps)).toBeNull();
      expect(stateOf(made)).toEqual(before);
      const { result } = await bench.run(steps, { expected: shown.result!.digest });
      expect({ ...result, batch: null }, JSON.stringify(steps)).toEqual(shown.result);
      const ids = result!.changes.map(({ id }) => id);
      const applied = new Map(readActionTracks(made.connection, ids).map(({ id, tags }) => [id, tags]));
      for (const { id, changes } of result!.changes) {
        for (const { field, after } of changes) expect(applied.get(id)![field] ?? null).toEqual(after);
      }
      expect(await served.read(), JSON.stringify(steps)).toEqual(served.expected());
      if (result!.batch === null) expect(stateOf(made)).toEqual(before);
      else if (random.below(2) === 0) {
        made.edits.undo(result!.batch, TESTER);
        expect(stateOf(made), JSON.stringify(steps)).toEqual(before);
        expect(await served.read(), JSON.stringify(steps)).toEqual(served.expected());
      }
    }
  });

  it.each(IDEMPOTENT)('change nothing the second time: %s', async (action) => {
    const random = randomFrom(seed * 100 + IDEMPOTENT.indexOf(action));
    const made = library(random);
    const bench = actionBench(made);
    const steps = [{ action, parameters: PARAMETERS[action]!(random) }];
    await bench.run(steps);
    expect((await bench.run(steps)).result?.changes, JSON.stringify(steps)).toEqual([]);
  });
});
