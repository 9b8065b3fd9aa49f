/**
 * Random edits, reverts, moves, plays, imports, playlists, undos and redos, tracks that come and go, compactions: what
 * the library says as of a random moment is what it said then, unless the moment is compacted. `AS_OF_FUZZ_STEPS` makes the work longer: each library takes 150 of
 * the steps, and the number of the library is the seed.
 */
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { seededRandom } from '../../audio/test-signals.ts';
import type { Connection } from '../../storage/connection.ts';
import { beginCompaction, compactHistory, historySavings } from '../compact-history.ts';
import { NotFoundError } from '../not-found.ts';
import { PlaylistError } from '../playlists/playlist-error.ts';
import { PlaylistReader } from '../playlists/playlist-reader.ts';
import { PlaylistWriter } from '../playlists/playlist-writer.ts';
import { recordPlay } from '../plays.ts';
import { memoryLibrary, TESTER } from '../testing-library.ts';
import { TrackReader } from '../track-reader.ts';
import { LibraryAsOf } from './library-as-of.ts';
import { CompactedError, compactionOf, lastBatchAt } from './moment.ts';

const STEPS = Number(process.env['AS_OF_FUZZ_STEPS'] ?? 600);
const STEPS_PER_LIBRARY = 150;
const SEEDS = Array.from({ length: Math.ceil(STEPS / STEPS_PER_LIBRARY) }, (_, i) => i + 1);
const START = 1_800_000_000_000;

const TEXTS = ['Alpha', 'Beta', 'Gamma Ray'];
const QUERIES = [
  '',
  'alpha',
  'genre:beta',
  'is:edited',
  'has:art',
  'rating:3..',
  'plays:1..',
  'title:gamma',
  'NOT beta',
  'hidden:yes',
  'trashed:yes , is:missing',
];
const SORT = [{ field: 'title', descending: true }] as const;

beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterAll(() => void vi.useRealTimers());

/** Random work asks for what is not there. */
const EXPECTED = [NotFoundError, PlaylistError, CompactedError];

interface Readers {
  readonly connection: Connection;
  readonly tracks: TrackReader;
  readonly playlists: PlaylistReader;
}

const readersOf = (connection: Connection): Readers => ({
  connection,
  tracks: new TrackReader(connection),
  playlists: new PlaylistReader(connection),
});

/** All that a reader sees: tracks, what queries find, playlists with their tracks. */
function seen({ connection, tracks, playlists }: Readers): unknown {
  return {
    tracks: connection
      .prepare(
        `SELECT id, file_id, present, aside, overrides, title, title_key, artist, album, genre, rating, favourite, plays, skips,
          last_played, has_art, duration FROM track ORDER BY id`,
      )
      .all(),
    found: QUERIES.map((query) => tracks.ids(query, SORT)),
    totals: tracks.list({ query: '', sort: [], offset: 0, limit: 0 }).total,
    history: connection.prepare('SELECT id, undoes, undone_by FROM edit_batch ORDER BY id').all(),
    edits: connection.prepare('SELECT count(*) FROM edit').pluck().get(),
    playlists: playlists.tree().map(({ id, name, folder, kind, rule }) => {
      const items = kind === 'folder' ? [] : playlists.page({ id, offset: 0, limit: 1000 }).rows;
      return { id, name, folder, rule, tracks: items.map(({ trackId }) => trackId), totals: playlists.totals([id]) };
    }),
  };
}

class Trial {
  readonly #library = memoryLibrary();
  readonly #playlists = new PlaylistWriter(this.#library.connection);
  readonly #random: () => number;
  /** What was seen at the end of each millisecond in which something was done. */
  readonly #snapshots = new Map<number, unknown>();
  #now = START;
  #files = 0;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
    for (let i = 0; i < 6; i++) this.#addTrack();
  }

  step(): void {
    this.#now += this.#below(3);
    vi.setSystemTime(this.#now);
    try {
      this.#choose([
        () => this.#edit(),
        () => this.#edit(),
        () => this.#edit(),
        () => this.#library.edits.revert(this.#some(), this.#below(2) ? ['genre'] : null, TESTER),
        () => this.#library.edits.undo(this.#below(2) ? null : this.#batch(), TESTER),
        () => this.#library.edits.undo(null, TESTER),
        () => this.#library.edits.redo(TESTER),
        () => this.#library.edits.move([{ id: this.#one(), fileId: this.#one() }], TESTER, 'moved'),
        () => recordPlay(this.#library.connection, { id: this.#one(), kind: this.#kind(), at: this.#now }),
        () => this.#importPlays(),
        () => this.#changePlaylists(),
        () => this.#changePlaylists(),
        () => this.#addTrack(),
        () => this.#loseFile(),
      ])();
    } catch (error) {
      if (!EXPECTED.some((kind) => error instanceof kind)) throw error;
    }
    this.#snapshots.set(this.#now, seen(readersOf(this.#library.connection)));
  }

  /** Asks for some moments, also such in which nothing was done. */
  check(): void {
    const copy = new Database(this.#library.connection.serialize());
    const library = new LibraryAsOf(() => copy, readersOf);
    const times = [...this.#snapshots.keys()];
    for (let i = 0; i < 8; i++) {
      const at = times[this.#below(times.length)]! + this.#below(2);
      const then = times.findLast((time) => time <= at)!;
      if (lastBatchAt(copy, at) < (compactionOf(copy)?.lastBatch ?? 0)) {
        expect(() => library.read(at, seen)).toThrow(CompactedError);
        continue;
      }
      const answer = library.read(at, seen);
      expect(answer, `as of ${at - START} of ${this.#now - START}`).toEqual(this.#snapshots.get(then));
    }
    expect(library.read(this.#now, seen)).toEqual(seen(readersOf(this.#library.connection)));
    library.close();
  }

  /** Compacts the history before a random moment, in pages of two tracks. */
  compact(): void {
    const { connection } = this.#library;
    const before = START + this.#below(this.#now - START);
    if (lastBatchAt(connection, before - 1) === 0) return;
    let [expected, done] = [0, 0];
    for (let after: number | null = 0; after !== null;) {
      const page = historySavings(connection, { before, after, limit: 2 });
      expected += page.compacted;
      after = page.next;
    }
    beginCompaction(connection, before, TESTER);
    for (let after: number | null = 0; after !== null;) {
      const page = compactHistory(connection, { after, limit: 2 });
      done += page.edits;
      after = page.next;
    }
    expect(done).toBeGreaterThanOrEqual(expected);
    expect(compactHistory(connection, { after: 0, limit: 1000 }).edits).toBe(0);
  }

  #edit(): void {
    const value = this.#below(4) === 0 ? null : [TEXTS[this.#below(3)]!];
    const changes = this.#choose([
      { title: value },
      { genre: value && [...value, 'Beta'] },
      { rating: value && [String(this.#below(6))] },
      { favourite: value && ['yes'] },
      { hidden: value && ['yes'] },
      { trashed: value && ['yes'] },
      { picture: value && [`3:${'a'.repeat(64)}`] },
      { added: value && ['2001-02-03'] },
    ]);
    this.#library.edits.apply(this.#some(), changes, TESTER);
  }

  #importPlays(): void {
    const plays = [{ kind: this.#kind(), total: 1 + this.#below(9), lastAt: START - 5, source: `s${this.#below(2)}` }];
    this.#library.edits.applyEach([{ id: this.#one(), changes: {}, plays }], TESTER);
  }

  #changePlaylists(): void {
    const change = { author: TESTER };
    const { connection } = this.#library;
    const lists = connection.prepare<[], number>('SELECT id FROM playlist').pluck().all();
    const id = lists[this.#below(lists.length)] ?? 0;
    const items = connection.prepare<[number], number>('SELECT id FROM playlist_item WHERE playlist_id = ?').pluck();
    const name = `list ${this.#below(1000)}`;
    const rule = { query: QUERIES[this.#below(QUERIES.length)]!, sort: [], limit: null, seed: null };
    this.#choose([
      () => this.#playlists.create({ ...change, playlists: [{ name, kind: 'manual', tracks: this.#some() }] }),
      () => this.#playlists.create({ ...change, playlists: [{ name, kind: 'smart', rule }] }),
      () => this.#playlists.create({ ...change, playlists: [{ name, kind: 'folder' }] }),
      () => this.#playlists.add({ ...change, id, tracks: this.#some(), before: null }),
      () => this.#playlists.remove({ ...change, id, items: items.all(id).slice(0, 2) }),
      () => this.#playlists.move({ ...change, id, items: items.all(id).slice(0, 1), before: null }),
      () => this.#playlists.change({ ...change, id, fields: { name } }),
      () => this.#playlists.change({ ...change, id, fields: { folder: id > 1 ? 1 : null } }),
      () => this.#playlists.delete({ ...change, ids: [id] }),
    ])();
  }

  #addTrack(): void {
    vi.setSystemTime(this.#now);
    const { connection } = this.#library;
    this.#files += 1;
    const title = TEXTS[this.#below(3)]!;
    const id = this.#library.add({ name: `${this.#files}.flac`, tags: { title: [title] }, duration: this.#files });
    connection.prepare('UPDATE track SET found_at = ?, added_at = ? WHERE id = ?').run(this.#now, this.#now, id);
  }

  #loseFile(): void {
    const { connection } = this.#library;
    const file = connection.prepare<[number], number>('SELECT file_id FROM track WHERE id = ? AND present = 1').pluck();
    const id = this.#one();
    const lost = file.get(id);
    if (lost === undefined) return;
    connection.prepare('UPDATE file SET missing_since = ? WHERE id = ?').run(this.#now, lost);
    connection.prepare('UPDATE track SET present = 0 WHERE id = ?').run(id);
  }

  #batch(): number {
    const last = this.#library.connection.prepare<[], number | null>('SELECT max(id) FROM edit_batch').pluck().get();
    return 1 + this.#below(last ?? 1);
  }

  #kind(): 'play' | 'skip' {
    return this.#below(2) ? 'play' : 'skip';
  }

  #one(): number {
    return 1 + this.#below(this.#files);
  }

  #some(): number[] {
    return [...new Set([this.#one(), this.#one()])];
  }

  #below(end: number): number {
    return Math.floor(this.#random() * end);
  }

  #choose<Choice>(choices: readonly Choice[]): Choice {
    return choices[this.#below(choices.length)]!;
  }
}

it.each(SEEDS)('the library as of a moment is what it was then (library %i)', (seed) => {
  const trial = new Trial(seed);
  for (let step = 1; step <= STEPS_PER_LIBRARY; step++) {
    trial.step();
    if (step % 60 === 0) trial.compact();
    if (step % 50 === 0) trial.check();
  }
});
