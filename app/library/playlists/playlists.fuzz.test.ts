/**
 * Random changes of playlists, undos of any batch, redos, restarts, and moves of files between tracks: the library
 * agrees with a plain model after every step.
 */
import { expect, it } from 'vitest';
import { SeededRandom } from '../../../tests/index-engine/seeded-random.ts';
import { Edits } from '../edits.ts';
import { memoryLibrary, TESTER } from '../testing-library.ts';
import { TrackMoves } from '../track-moves.ts';
import { TrackWriter } from '../track-writer.ts';
import type { PlaylistError } from './playlist-error.ts';
import { PlaylistReader } from './playlist-reader.ts';
import { PlaylistWriter } from './playlist-writer.ts';
import { PlaylistModel, type ModelUndo, type State } from './testing-playlist-model.ts';

const STEPS = Number(process.env['PLAYLISTS_FUZZ_STEPS'] ?? 2000);
const STEPS_PER_LIBRARY = 200;
const SEEDS = Array.from({ length: Math.ceil(STEPS / STEPS_PER_LIBRARY) }, (_, i) => i + 1);
const TRACKS = 6;

const done = { creations: 0, changes: 0, additions: 0, removals: 0, moves: 0, deletions: 0, undos: 0, redos: 0 };

class Trial {
  readonly #random: SeededRandom;
  readonly #library = memoryLibrary();
  readonly #reader = new PlaylistReader(this.#library.connection);
  readonly #model = new PlaylistModel();
  readonly #tracks: readonly number[];
  readonly #ranks = this.#library.connection.prepare<[], { id: number; playlist: number; track: number; rank: string }>(
    'SELECT id, playlist_id AS playlist, track_id AS track, hex(rank) AS rank FROM playlist_item WHERE rank IS NOT NULL',
  );
  #writer = new PlaylistWriter(this.#library.connection);
  #edits = this.#library.edits;
  #names = 0;

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
    this.#tracks = Array.from({ length: TRACKS }, (_, i) => this.#library.add({ name: `${i}.flac` }));
  }

  step(): void {
    const chance = this.#random.below(100);
    if (chance < 12) this.#create();
    else if (chance < 22) this.#change();
    else if (chance < 40) this.#add();
    else if (chance < 50) this.#remove();
    else if (chance < 62) this.#move();
    else if (chance < 67) this.#delete();
    else if (chance < 84) this.#undo();
    else if (chance < 93) this.#redo();
    else if (chance < 97) this.#moveFiles();
    else this.#restart();
    this.#compare();
  }

  #of(...kinds: string[]): number[] {
    return this.#model.shown.filter((id) => kinds.includes(this.#model.state(`p${id} kind`)!));
  }

  #some<Item>(items: readonly Item[]): Item[] {
    return items.filter(() => this.#random.chance(0.4)).toSorted(() => this.#random.below(3) - 1);
  }

  #apply(after: ReadonlyMap<string, State>, batch: number | null, what: keyof typeof done): void {
    if (batch === null) return;
    done[what] += 1;
    expect(this.#model.apply(after)).toBe(batch);
  }

  #create(): void {
    const kind = this.#random.pick(['folder', 'manual', 'manual', 'smart'] as const);
    const folder = this.#random.pick([null, ...this.#of('folder')]);
    const name = `${kind} ${(this.#names += 1)}`;
    const tracks = kind === 'manual' ? this.#some(this.#tracks) : [];
    const { batch, playlists } = this.#writer.create({ playlists: [{ name, kind, folder, tracks }], author: TESTER });
    const id = playlists[0]!;
    this.#model.begin(id, { kind, name: JSON.stringify(name), folder: String(folder), rule: this.#ruleOf(id) });
    this.#apply(new Map([[`p${id} shown`, '1'], ...this.#newPlaces(id)]), batch, 'creations');
    expect(this.#model.list(id).map(({ track }) => track)).toEqual(tracks);
  }

  #change(): void {
    const id = this.#random.pick([0, ...this.#model.shown]);
    if (id === 0) return;
    const after = new Map<string, State>();
    const name = this.#random.chance(0.5) ? `renamed ${(this.#names += 1)}` : undefined;
    const folder = this.#random.chance(0.6) ? this.#random.pick([null, ...this.#of('folder')]) : undefined;
    const isSmart = this.#model.state(`p${id} kind`) === 'smart';
    const rule = isSmart ? { query: 'x', sort: [], limit: null, seed: this.#random.below(5) } : undefined;
    const fields = { ...(name && { name }), ...(folder === undefined ? {} : { folder }), ...(rule && { rule }) };
    if (name) after.set(`p${id} name`, JSON.stringify(name));
    if (folder !== undefined) after.set(`p${id} folder`, String(folder));
    if (rule) after.set(`p${id} rule`, JSON.stringify(rule));
    const changes = [...after].some(([key, state]) => this.#model.state(key) !== state);
    try {
      const { batch } = this.#writer.change({ id, fields, author: TESTER });
      expect(batch === null).toBe(!changes);
      this.#apply(after, batch, 'changes');
    } catch (error) {
      expect((error as PlaylistError).code).toBe('BAD_PLACE');
      expect(this.#model.isInside(folder ?? null, id)).toBe(true);
    }
  }

  #add(): void {
    const id = this.#random.pick([0, ...this.#of('manual')]);
    if (id === 0) return;
    const list = this.#model.list(id);
    const tracks = this.#some([...this.#tracks, ...this.#tracks]);
    const place = this.#random.below(list.length + 1);
    const before = list[place]?.item ?? null;
    const { batch } = this.#writer.add({ id, tracks, before, author: TESTER });
    this.#apply(this.#newPlaces(id), batch, 'additions');
    const expected = list.map(({ track }) => track).toSpliced(place, 0, ...tracks);
    expect(this.#model.list(id).map(({ track }) => track)).toEqual(expected);
  }

  #remove(): void {
    const id = this.#random.pick([0, ...this.#of('manual')]);
    if (id === 0) return;
    const items = this.#some(this.#model.list(id)).map(({ item }) => item);
    const { batch } = this.#writer.remove({ id, items, author: TESTER });
    expect(batch === null).toBe(items.length === 0);
    this.#apply(new Map(items.map((item) => [`i${item}`, null])), batch, 'removals');
  }

  #move(): void {
    const id = this.#random.pick([0, ...this.#of('manual')]);
    if (id === 0) return;
    const list = this.#model.list(id);
    const moved = this.#some(list);
    const rest = list.filter((one) => !moved.includes(one));
    const place = this.#random.below(rest.length + 1);
    const items = moved.map(({ item }) => item);
    const { batch } = this.#writer.move({ id, items, before: rest[place]?.item ?? null, author: TESTER });
    const places = this.#newPlaces(id);
    this.#apply(places, batch, 'moves');
    expect(this.#model.list(id)).toEqual(rest.toSpliced(place, 0, ...moved));
  }

  #delete(): void {
    const id = this.#random.pick([0, ...this.#model.shown]);
    if (id === 0) return;
    const gone = this.#model.shown.filter((one) => this.#model.isShownInside(one, id));
    const { batch } = this.#writer.delete({ ids: [id], author: TESTER });
    this.#apply(new Map(gone.map((one) => [`p${one} shown`, '0'])), batch, 'deletions');
  }

  #undo(): void {
    const batch = this.#random.chance(0.5) ? null : 1 + this.#random.below(this.#model.batches + 1);
    this.#compareUndo(() => this.#edits.undo(batch, TESTER), this.#model.undo(batch), 'undos');
  }

  #redo(): void {
    this.#compareUndo(() => this.#edits.redo(TESTER), this.#model.redo(), 'redos');
  }

  #compareUndo(real: () => object, expected: ModelUndo, what: 'undos' | 'redos'): void {
    if (typeof expected === 'string') expect(real).toThrow(expected);
    else {
      expect(real()).toMatchObject(expected);
      if (expected.batch !== null) done[what] += 1;
    }
  }

  /** Two tracks change their files, as a track does that follows its recording. Playlists do not notice. */
  #moveFiles(): void {
    const [one, other] = [this.#random.pick(this.#tracks), this.#random.pick(this.#tracks)];
    const moves = new TrackMoves(this.#library.connection, this.#library.tracks);
    const move = moves.plan(one, this.#library.column(other, 'file_id') as number);
    if (move !== null) this.#library.connection.transaction(() => moves.make(move, 1))();
  }

  #restart(): void {
    const { connection } = this.#library;
    this.#edits = new Edits(connection, new TrackWriter(connection));
    this.#writer = new PlaylistWriter(connection);
  }

  #ruleOf(id: number): string {
    const rule = this.#library.connection.prepare('SELECT rule FROM playlist WHERE id = ?').pluck().get(id);
    return (rule as string | null) ?? 'null';
  }

  /** The places that items of a playlist have now and did not have before. */
  #newPlaces(playlist: number): Map<string, State> {
    const places = new Map<string, State>();
    for (const row of this.#ranks.all()) {
      if (row.playlist !== playlist || this.#model.state(`i${row.id}`) === row.rank) continue;
      this.#model.items.set(row.id, row);
      places.set(`i${row.id}`, row.rank);
    }
    return places;
  }

  #compare(): void {
    const tree = this.#reader.tree();
    expect(tree.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(this.#model.shown.toSorted((a, b) => a - b));
    for (const { id, kind, name, folder, rule } of tree) {
      expect(JSON.stringify(name)).toBe(this.#model.state(`p${id} name`));
      expect(rule === null ? 'null' : JSON.stringify(rule)).toBe(this.#model.state(`p${id} rule`));
      const place = this.#model.state(`p${id} folder`);
      expect(String(folder)).toBe(this.#model.shown.includes(Number(place)) ? place : 'null');
      if (kind !== 'manual') continue;
      const page = this.#reader.page({ id, offset: 0, limit: 1000 });
      expect(page.rows.map(({ item, trackId }) => ({ item, track: trackId }))).toEqual(this.#model.list(id));
      expect(page.total).toBe(page.rows.length);
    }
  }
}

it.each(SEEDS)('playlists and their history agree with a plain model (seed %i)', (seed) => {
  const trial = new Trial(seed);
  for (let step = 0; step < STEPS_PER_LIBRARY; step++) trial.step();
});

it('the random work creates, changes, adds, takes out, moves, deletes, undoes and redoes, each many times', () => {
  expect(Math.min(...Object.values(done))).toBeGreaterThan(STEPS / 100);
});
