import { beforeEach, describe, expect, it } from 'vitest';
import { memoryLibrary, TESTER, type MemoryLibrary } from './testing-library.ts';

const HASH = 'a'.repeat(64);
let library: MemoryLibrary;
let track: number;
let other: number;

beforeEach(() => {
  library = memoryLibrary();
  track = library.add({ name: 'a.flac', tags: { title: ['from flac'], genre: ['Folk'] }, bitrate: 900 });
  other = library.add({ name: 'b.mp3', tags: { title: ['from mp3'] }, codec: 'mp3', bitrate: 320, duration: 101 });
  library.edits.apply([track], { artist: ['mine'] }, TESTER);
  library.connection.exec(`UPDATE file SET missing_since = 5 WHERE id = ${track};
    UPDATE track SET present = 0 WHERE id = ${track}`);
});

const move = (...ids: [number, number][]) =>
  library.edits.move(
    ids.map(([id, fileId]) => ({ id, fileId })),
    TESTER,
    'a note',
  );
const columns = (id: number) =>
  ['file_id', 'present', 'title', 'artist', 'kind', 'bitrate', 'duration'].map((name) => library.column(id, name));
const found = (word: string) =>
  library.connection.prepare('SELECT rowid FROM track_search WHERE track_search MATCH ?').pluck().all(word);

describe('a move', () => {
  it('gives the track the other file with its tags, and its old file to the other track', () => {
    move([track, other]);
    expect(columns(track)).toEqual([other, 1, 'from mp3', 'mine', 'MP3', 320, 101]);
    expect(columns(other)).toEqual([track, 0, 'from flac', '', 'FLAC', 900, 100]);
    expect(found('mp3')).toEqual([track]);
    expect(library.connection.prepare('SELECT track_id FROM track_genre').pluck().all()).toEqual([other]);
    expect(library.connection.pragma('foreign_key_check')).toEqual([]);
  });

  it('is a batch of the history with the paths, and no edit of a field', () => {
    const { batch, tracks } = move([track, other]);
    expect(tracks).toBe(1);
    expect(
      library.connection.prepare('SELECT track_id, field, before, after FROM edit WHERE batch_id = ?').all(batch),
    ).toEqual([{ track_id: track, field: 'file', before: '["/music/a.flac"]', after: '["/music/b.mp3"]' }]);
    expect(library.connection.prepare('SELECT author, note FROM edit_batch WHERE id = ?').get(batch)).toEqual({
      author: 'tester',
      note: 'a note',
    });
  });

  it('raises the generation of both tracks, and forgets what the mount said of them', () => {
    library.mountProblem(track, 'gone', 1);
    const before = [track, other].map((id) => library.column(id, 'generation') as number);
    move([track, other]);
    expect([track, other].map((id) => library.column(id, 'generation'))).toEqual(before.map((one) => one + 1));
    expect(library.connection.prepare('SELECT count(*) FROM mount_problem').pluck().get()).toBe(0);
  });

  it('to a file without a track, of no track, or to its own file is none', () => {
    expect(move([track, 99], [99, other], [track, track])).toEqual({ batch: null, tracks: 0, changes: [] });
    expect(library.column(track, 'file_id')).toBe(track);
  });

  it('takes an edit of the pictures along where it names none of the old file', () => {
    library.edits.apply([track], { picture: [`3:${HASH}`] }, TESTER);
    move([track, other]);
    expect(library.column(track, 'overrides')).toContain(HASH);
    const third = library.add({ name: 'c.ogg' });
    library.edits.apply([track], { picture: [`3:${HASH}`, 'file:0'] }, TESTER);
    const { batch } = move([track, third]);
    expect(library.column(track, 'overrides')).toBe('{"artist":["mine"]}');
    library.edits.undo(batch, TESTER);
    expect(library.column(track, 'overrides')).toContain('file:0');
  });

  it('that another of the batch moves on shows what the last file says instead of its edit of the pictures', () => {
    const third = library.add({ name: 'c.flac', pictures: [{ type: 3 }] });
    library.edits.apply([track], { picture: ['file:0', 'file:1'] }, TESTER);
    const { tracks, changes } = move([track, other], [track, third]);
    expect(tracks).toBe(1);
    expect(changes).toMatchObject([{ trackId: track, field: 'picture', after: ['file:0'] }]);
    expect(library.column(track, 'has_art')).toBe(1);
  });
});

describe('an undone move', () => {
  it('brings both tracks back, and can be redone', () => {
    const before = [columns(track), columns(other)];
    const { batch } = move([track, other]);
    expect(library.edits.undo(null, TESTER)).toMatchObject({ undid: batch, restored: 1, skipped: [] });
    expect([columns(track), columns(other)]).toEqual(before);
    expect(library.edits.redo(TESTER)).toMatchObject({ restored: 1 });
    expect(library.column(track, 'file_id')).toBe(other);
    library.edits.undo(null, TESTER);
    expect([columns(track), columns(other)]).toEqual(before);
  });

  it('leaves later edits where they are', () => {
    const { batch } = move([track, other]);
    library.edits.apply([track], { title: ['later'] }, TESTER);
    library.edits.undo(batch, TESTER);
    expect(columns(track).slice(0, 4)).toEqual([track, 0, 'later', 'mine']);
  });

  it('of tracks that lie elsewhere by now is reported, and consumes nothing', () => {
    const third = library.add({ name: 'c.ogg' });
    const { batch } = move([track, other]);
    const { batch: later } = move([track, third]);
    const skipped = [{ trackId: track, field: 'file' }];
    expect(library.edits.undo(batch, TESTER)).toEqual({ batch: null, undid: batch, restored: 0, skipped });
    library.edits.undo(later, TESTER);
    expect(library.edits.undo(batch, TESTER)).toMatchObject({ restored: 1, skipped: [] });
  });

  it('of several tracks in a chain is undone from its end', () => {
    const third = library.add({ name: 'c.ogg', tags: { title: ['third'] } });
    const { batch } = move([track, other], [track, third]);
    expect(library.column(track, 'file_id')).toBe(third);
    library.edits.undo(batch, TESTER);
    expect([track, other, third].map((id) => library.column(id, 'file_id'))).toEqual([track, other, third]);
  });
});
