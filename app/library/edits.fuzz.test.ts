/**
 * Random edits, reverts, undos, redos and files retagged outside, on a real database. After every step the overrides
 * of each track are those that its history makes when it is replayed from nothing, and the derived columns and the
 * full-text index are those of a track that was never edited step by step.
 */
import { expect, it } from 'vitest';
import { seededRandom } from '../audio/test-signals.ts';
import type { Connection } from '../storage/connection.ts';
import { fromJsonColumn } from '../storage/json-column.ts';
import { changed, diffOf, type OverrideState } from './edit-diff.ts';
import { NotFoundError } from './not-found.ts';
import { EffectiveTrack, type Overrides } from './effective-track.ts';
import { memoryLibrary, TESTER } from './testing-library.ts';

/** Seeds that once failed come first. */
const SEEDS = [1, 2, 3, 4, 5, 6];
const STEPS = 80;
const VALUES: readonly (readonly string[] | null)[] = [null, ['a'], ['b'], ['a', 'b']];

interface Row {
  readonly track: number;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly wasOverride: number;
  readonly isOverride: number;
}

/** The overrides that the whole history makes of a track without any. */
function replayed(connection: Connection, track: number): Overrides {
  const rows = connection
    .prepare<[number], Row>(`
      SELECT track_id AS track, field, before, after, before_is_override AS wasOverride, after_is_override AS isOverride
      FROM edit WHERE track_id = ? ORDER BY id`)
    .all(track);
  const state = (json: string | null, isOverride: number): OverrideState =>
    isOverride === 1 ? fromJsonColumn<string[]>(json) : undefined;
  return rows.reduce<Overrides>((overrides, { field, before, after, wasOverride, isOverride }) => {
    const change = [state(before, wasOverride), state(after, isOverride)] as const;
    expect(Object.hasOwn(overrides, field) ? overrides[field] : undefined).toEqual(change[0]);
    return changed(overrides, diffOf([{ trackId: track, field, change }]).get(track) ?? new Map());
  }, {});
}

it.each(SEEDS)('the present state equals a replay of the history (seed %i)', (seed) => {
  const random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const library = memoryLibrary();
  const ids = ['a.flac', 'b.flac', 'c.flac'].map((name) => library.add({ name, tags: { title: ['a'] } }));
  const files = new Map(ids.map((id) => [id, { title: ['a'] } as Record<string, string[]>]));
  const batches = (): number[] => library.connection.prepare<[], number>('SELECT id FROM edit_batch').pluck().all();
  const some = (): number[] => ids.filter(() => random() < 0.5);
  const actions = [
    () => library.edits.apply(some(), { [pick(['title', 'genre', 'picture'])]: pick(VALUES) }, TESTER),
    () => library.edits.revert(some(), pick([null, ['title'], ['genre', 'mood']]), TESTER),
    () => library.edits.undo(null, TESTER),
    () => library.edits.undo(pick(batches()) ?? 0, TESTER),
    () => library.edits.redo(TESTER),
    () => {
      const id = pick(ids);
      const values = pick(VALUES);
      files.set(id, values === null ? {} : { title: [...values], genre: ['a'] });
      library.retag(id, files.get(id)!);
    },
  ];
  for (let step = 0; step < STEPS; step++) {
    try {
      pick(actions)();
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
    for (const id of ids) {
      const overrides = replayed(library.connection, id);
      expect(JSON.parse(library.column(id, 'overrides') as string)).toEqual(overrides);
      const track = new EffectiveTrack(files.get(id)!, overrides, 0, '');
      expect(library.column(id, 'genre')).toBe(track.columns.genre);
      expect(library.column(id, 'has_art')).toBe(Number(track.hasArt));
      const genres = library.connection
        .prepare('SELECT genre FROM track_genre WHERE track_id = ? ORDER BY genre')
        .pluck()
        .all(id);
      expect(genres).toEqual(track.tags['genre'] ?? []);
    }
  }
  expect(batches().length).toBeGreaterThan(STEPS / 4);
});
