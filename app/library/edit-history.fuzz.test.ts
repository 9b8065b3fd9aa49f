/**
 * Random batches, reverts, undos of any batch, redos, files retagged outside, scans, tracks that come and go or move to
 * other files, and restarts, compared with a plain model after every step. `EDITS_FUZZ_STEPS` makes the work longer: each library takes
 * 250 of the steps, and the number of the library is the seed.
 */
import { expect, it } from 'vitest';
import { seededRandom } from '../audio/test-signals.ts';
import type { EditBatch, EditResult, UndoResult } from '../model/history.ts';
import { Edits } from './edits.ts';
import { NotFoundError } from './not-found.ts';
import type { FieldChanges } from './planned-edit.ts';
import { history, historyOfTrack } from './reports.ts';
import { ABSENT, EditModel, STORED_PICTURE, type ModelTags, type ShownChange } from './testing-edit-model.ts';
import { memoryLibrary, TESTER } from './testing-library.ts';
import { TrackReader } from './track-reader.ts';
import { TrackWriter } from './track-writer.ts';

const STEPS = Number(process.env['EDITS_FUZZ_STEPS'] ?? 3000);
const STEPS_PER_LIBRARY = 250;
const SEEDS = Array.from({ length: Math.ceil(STEPS / STEPS_PER_LIBRARY) }, (_, i) => i + 1);

/** Few fields and values, so that edits meet each other. Members of all objects are fields like others. */
const FIELDS = ['title', 'genre', 'mood', 'constructor', 'picture'];
const TEXTS = [ABSENT, 'a', 'b', 'a+b'];

const text = (values: readonly string[] | null): string => values?.join('+') ?? ABSENT;
const values = (one: string): readonly string[] | null => (one === ABSENT ? null : one.split('+'));

function shown({ trackId, field, before, after }: EditResult['changes'][number]): ShownChange {
  return { trackId, field, before: text(before), after: text(after) };
}

const byTrackAndField = (a: ShownChange, b: ShownChange): number =>
  a.trackId - b.trackId || (a.field < b.field ? -1 : Number(a.field > b.field));

/** The answer to an edit in the model's form. */
const edited = ({ batch, tracks, changes }: EditResult): unknown => ({
  batch,
  tracks,
  changes: changes.map(shown).toSorted(byTrackAndField),
});

/** The answer to an undo in the model's form. */
const undone = ({ skipped, ...result }: UndoResult): unknown => ({
  ...result,
  skipped: skipped.map(({ trackId, field }) => `${trackId} ${field}`).toSorted(),
});

/** What `action` answers; its message where something is not there. */
function answer<Result>(action: () => Result, form: (result: Result) => unknown): unknown {
  try {
    return form(action());
  } catch (error) {
    if (error instanceof NotFoundError) return error.message;
    throw error;
  }
}

class Trial {
  readonly #random: () => number;
  readonly #library = memoryLibrary();
  readonly #reader = new TrackReader(this.#library.connection);
  readonly #tracks = this.#library.connection.prepare<[], { id: number; overrides: string; hasArt: number }>(
    'SELECT id, overrides, has_art AS hasArt FROM track ORDER BY id',
  );
  readonly #model = new EditModel();
  /** What the files say by now: a scan has yet to read it. */
  readonly #disk = new Map<number, ModelTags>();
  #edits = this.#library.edits;
  /** One above the last id of a track. */
  #nextId = 1;
  readonly #done: typeof done;

  /** @param counts of what was done, which the trial raises */
  constructor(seed: number, counts: typeof done) {
    this.#done = counts;
    this.#random = seededRandom(seed);
    for (let i = 0; i < 4; i++) this.#addTrack();
  }

  step(): void {
    const chance = this.#random();
    if (chance < 0.3) this.#edit();
    else if (chance < 0.36) this.#revert();
    else if (chance < 0.62) this.#undo();
    else if (chance < 0.7) this.#redo();
    else if (chance < 0.76) this.#move();
    else if (chance < 0.84) this.#retag();
    else if (chance < 0.92) this.#scan();
    else if (chance < 0.94) this.#addTrack();
    else if (chance < 0.95) this.#removeTrack();
    else this.#restart();
    this.#compare();
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[this.#below(items.length)]!;
  }

  /** Some of the tracks, rarely one that is not there. */
  #someTracks(): number[] {
    const ids = this.#model.ids.filter(() => this.#random() < 0.5);
    return this.#random() < 0.03 ? [...ids, this.#nextId] : ids;
  }

  #someFields(): Record<string, string> {
    const fields = FIELDS.filter(() => this.#random() < 0.3);
    return Object.fromEntries(
      fields.map((field) => [field, this.#pick(field === 'picture' ? [...TEXTS, STORED_PICTURE] : TEXTS)]),
    );
  }

  #note(result: unknown, what: 'edits' | 'undos' | 'redos'): void {
    const { batch, skipped = [] } = result as { batch?: number | null; skipped?: readonly unknown[] };
    if (typeof result === 'string') this.#done.refusals += 1;
    else if (batch !== null) this.#done[what] += 1;
    if (skipped.length > 0) this.#done.skips += 1;
  }

  #expectEdit(real: () => EditResult, expected: ReturnType<EditModel['edit']>): void {
    this.#note(expected, 'edits');
    const sorted =
      typeof expected === 'string' ? expected : { ...expected, changes: expected.changes.toSorted(byTrackAndField) };
    expect(answer(real, edited)).toEqual(sorted);
  }

  #expectUndo(real: () => UndoResult, expected: ReturnType<EditModel['undo']>, what: 'undos' | 'redos'): void {
    this.#note(expected, what);
    const sorted = typeof expected === 'string' ? expected : { ...expected, skipped: expected.skipped.toSorted() };
    expect(answer(real, undone)).toEqual(sorted);
  }

  #edit(): void {
    const changes = (fields: Record<string, string>): FieldChanges =>
      Object.fromEntries(Object.entries(fields).map(([field, one]) => [field, values(one)]));
    const ids = this.#someTracks();
    if (this.#random() < 0.5) {
      const fields = this.#someFields();
      this.#expectEdit(
        () => this.#edits.apply(ids, changes(fields), TESTER),
        this.#model.edit(new Map(ids.map((id) => [id, fields]))),
      );
      return;
    }
    const each = [...ids, ...ids.slice(0, 1)].map((id) => ({ id, fields: this.#someFields() }));
    const wanted = new Map<number, Record<string, string>>();
    for (const { id, fields } of each) wanted.set(id, { ...wanted.get(id), ...fields });
    this.#expectEdit(
      () =>
        this.#edits.applyEach(
          each.map(({ id, fields }) => ({ id, changes: changes(fields) })),
          TESTER,
        ),
      this.#model.edit(wanted),
    );
  }

  #revert(): void {
    const [ids, fields] = [this.#someTracks(), this.#pick([null, ['title'], ['genre', 'mood', 'constructor']])];
    this.#expectEdit(() => this.#edits.revert(ids, fields, TESTER), this.#model.revert(ids, fields));
  }

  /** Of the last edit, of one of the latest batches, or of any, which may be an undo. */
  #undo(): void {
    const count = this.#model.batches;
    const recent = Math.max(1, count - this.#below(6));
    const batch = this.#pick([null, recent, recent, 1 + this.#below(count + 1)]);
    this.#expectUndo(() => this.#edits.undo(batch, TESTER), this.#model.undo(batch), 'undos');
  }

  #redo(): void {
    this.#expectUndo(() => this.#edits.redo(TESTER), this.#model.redo(), 'redos');
  }

  /** Tracks go to files of others, rarely to none. In one batch they may meet. */
  #move(): void {
    const ids = this.#someTracks().slice(0, 3);
    const moves = ids.map((id) => ({ id, fileId: 1 + this.#below(this.#nextId) }));
    const expected = this.#model.move(moves);
    if (expected.batch !== null) this.#done.moves += 1;
    this.#expectEdit(() => this.#edits.move(moves, TESTER, 'moved'), expected);
  }

  /** Another program writes a file. The library does not know of it until a scan. */
  #retag(): void {
    if (this.#model.ids.length === 0) return;
    const file = this.#model.fileOf(this.#pick(this.#model.ids));
    this.#disk.set(file, this.#fileTags(file));
  }

  #scan(): void {
    for (const [file, tags] of this.#disk) {
      const id = this.#model.trackAt(file);
      if (id === null) continue;
      const { picture: _, ...read } = tags;
      this.#library.retag(id, Object.fromEntries(Object.entries(read).map(([field, one]) => [field, values(one)!])));
      this.#model.readFile(file, tags);
    }
    this.#disk.clear();
  }

  /** A file's tags; each second file has a picture. */
  #fileTags(file: number): ModelTags {
    const { picture: _, ...fields } = this.#someFields();
    const present = Object.entries(fields).filter(([, one]) => one !== ABSENT);
    return Object.fromEntries(file % 2 === 0 ? [...present, ['picture', 'file:0']] : present);
  }

  #addTrack(): void {
    const file = this.#fileTags(this.#nextId);
    const { picture, ...tags } = file;
    const id = this.#library.add({
      name: `${this.#nextId}.flac`,
      tags: Object.fromEntries(Object.entries(tags).map(([field, one]) => [field, values(one)!])),
      pictures: picture === undefined ? [] : [{ type: 3 }],
    });
    expect(id).toBe(this.#nextId);
    this.#nextId += 1;
    this.#model.addTrack(id, `/music/${id}.flac`, file);
  }

  #removeTrack(): void {
    if (this.#model.ids.length < 3) return;
    const id = this.#pick(this.#model.ids);
    this.#library.tracks.remove(id);
    this.#model.removeTrack(id);
  }

  #restart(): void {
    const { connection } = this.#library;
    this.#edits = new Edits(connection, new TrackWriter(connection));
  }

  #compare(): void {
    const { connection } = this.#library;
    const tags = this.#reader.tags(this.#model.ids);
    const tracks = this.#tracks.all();
    expect(tracks.map(({ id }) => id)).toEqual(this.#model.ids);
    for (const { id, overrides, hasArt } of tracks) {
      expect(texts(JSON.parse(overrides) as FieldChanges)).toEqual(this.#model.overrides(id));
      // Tags name the pictures of edits alone; whether there is one at all is a column.
      const { picture: _, ...fields } = texts(tags.get(id)!);
      const { picture = ABSENT, ...expected } = this.#model.inForce(id);
      expect(fields).toEqual(expected);
      expect(hasArt).toBe(Number(picture !== ABSENT));
    }
    const batches = history(connection, Number.MAX_SAFE_INTEGER).toReversed();
    expect(lines(batches)).toBe(lines(this.#model.history()));
    if (batches.length === 0) return;
    const changes = this.#model.lastChanges().toSorted(byTrackAndField);
    const { trackId } = changes[0]!;
    const entries = historyOfTrack(connection, trackId).filter(({ batch }) => batch === batches.length);
    expect(entries.map(shown).toSorted(byTrackAndField)).toEqual(changes.filter((one) => one.trackId === trackId));
  }
}

function texts(fields: FieldChanges): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([field, one]) => [field, text(one)]));
}

/** A line for each batch. Texts, because a long history is compared after every step. */
function lines(batches: readonly Pick<EditBatch, 'id' | 'undoes' | 'undoneBy' | 'tracks' | 'fields'>[]): string {
  return batches
    .map(({ id, undoes, undoneBy, tracks, fields }) =>
      [id, `undoes ${undoes}`, `undone by ${undoneBy}`, `${tracks} tracks`, ...fields.toSorted()].join(', '),
    )
    .join('\n');
}

/** What all trials did. */
const done = { edits: 0, moves: 0, undos: 0, skips: 0, redos: 0, refusals: 0 };

it.each(SEEDS)('edits and their history agree with a plain model (seed %i)', (seed) => {
  const trial = new Trial(seed, done);
  const steps = Math.min(STEPS_PER_LIBRARY, STEPS - (seed - 1) * STEPS_PER_LIBRARY);
  for (let step = 0; step < steps; step++) trial.step();
});

it('the random work edits, moves, undoes, redoes, skips fields and is refused, each many times', () => {
  expect(Math.min(...Object.values(done))).toBeGreaterThan(STEPS / 100);
});
