import { beforeEach, describe, expect, it } from 'vitest';
import { knownMatches } from '../duplicates/known-matches.ts';
import { TESTER } from '../library/testing-library.ts';
import { disableMbid, mergeRecordings, splitRecording } from './edit-recordings.ts';
import { recordingDetail, recordingList } from './recording-list.ts';
import { recordingsOfTracks } from './recordings-of-tracks.ts';
import { copyOf, heardLibrary, music, type HeardLibrary } from './testing-sounds.ts';

const sound = music(600);
let library: HeardLibrary;
/** The first two are copies, the third is another recording. */
let [a, b, c] = [0, 0, 0];

beforeEach(async () => {
  library = heardLibrary();
  [a, b, c] = [library.hear(sound), library.hear(copyOf(sound)), library.hear(music(600))];
  await compared();
});

async function compared(): Promise<void> {
  library.upkeep.wake();
  await library.upkeep.idle();
}
const gids = (...ids: number[]): (string | undefined)[] => {
  const found = recordingsOfTracks(library.connection, ids);
  return ids.map((id) => found.get(id));
};
const pairs = (least = 0.75): unknown[] =>
  knownMatches(library.connection, 0, 1e6, least).map(({ tracks, kind }) => [kind, ...tracks]);
const merge = (recordings: string[], dryRun = false) =>
  mergeRecordings(library.connection, { recordings, author: TESTER, dryRun });
const split = (tracks: number[], dryRun = false) =>
  splitRecording(library.connection, { tracks, author: TESTER, dryRun });
const undo = () => library.edits.undo(null, TESTER);

describe('a merge', () => {
  it('makes recordings one under the oldest gid, and gids of the others lead there', () => {
    const [old, , other] = gids(a, b, c) as [string, string, string];
    expect(pairs()).toEqual([['copy', a, b]]);
    const edit = merge([other, old.toUpperCase()]);
    expect(edit).toMatchObject({ batch: 1, gid: old, from: [other], tracks: [c] });
    expect(edit.evidence).toBe('no comparison has found their tracks alike');
    expect(gids(a, b, c)).toEqual([old, old, old]);
    expect(recordingDetail(library.connection, other)).toMatchObject({
      gid: old,
      merged: [other],
      tracks: [{ id: a }, { id: b }, { id: c }],
      changes: expect.arrayContaining([
        { at: expect.any(Number), what: 'merged', batch: 1, note: `merged by tester: ${edit.evidence}` },
      ]),
    });
    expect(pairs()).toEqual([
      ['copy', a, b],
      ['copy', a, b],
      ['copy', a, c],
    ]);
  });

  it('is in the history of its tracks, and undone and redone as a whole', () => {
    const [old, , other] = gids(a, b, c) as [string, string, string];
    merge([old, other]);
    const edits = library.connection.prepare('SELECT track_id, field, before, after FROM edit').all();
    expect(edits).toEqual([{ track_id: c, field: 'recording', before: `["${other}"]`, after: `["${old}"]` }]);
    expect(undo()).toMatchObject({ undid: 1, restored: 4, skipped: [] });
    expect(gids(a, c)).toEqual([old, other]);
    expect(pairs()).toEqual([['copy', a, b]]);
    expect(library.connection.prepare('SELECT sum(by_person) FROM recording_track').pluck().get()).toBe(0);
    library.edits.redo(TESTER);
    expect(gids(a, c)).toEqual([old, old]);
  });

  it('holds when its tracks are analysed anew', async () => {
    const [old, , other] = gids(a, b, c) as [string, string, string];
    merge([old, other]);
    library.hearAgain(c, music(600));
    await compared();
    expect(gids(c)).toEqual([old]);
  });

  it('is only told of by a dry run, and nothing where they are one already', () => {
    const [old, , other] = gids(a, b, c) as [string, string, string];
    expect(merge([old, other], true)).toMatchObject({ batch: null, from: [other], tracks: [c] });
    expect(gids(c)).toEqual([other]);
    expect(merge([old, gids(b)[0]!])).toMatchObject({ batch: null, gid: old, from: [], tracks: [] });
  });

  it('refuses what is no recording, and changes nothing', () => {
    expect(() => merge(['1', '77'])).toThrow('there is no recording 77');
    expect(() => merge(['1', 'fade0000-0000-4000-8000-000000000000'])).toThrow('there is no recording fade');
    expect(library.connection.prepare('SELECT count(*) FROM edit_batch').pluck().get()).toBe(0);
  });
});

describe('a split', () => {
  it('puts tracks into a new recording, which are then no copies of the others', () => {
    const [old] = gids(a) as [string];
    const edit = split([b]);
    expect(edit).toMatchObject({ batch: 1, from: [old], tracks: [b] });
    expect(edit.evidence).toMatch(/^tracks \d and \d are alike, score \d\.\d\d$/);
    expect(gids(a, b)).toEqual([old, edit.gid]);
    expect(edit.gid).not.toBe(old);
    expect(pairs()).toEqual([]);
  });

  it('holds against the background: analyses, and copies of both', async () => {
    const { gid } = split([b]);
    for (const id of [a, b]) library.hearAgain(id, copyOf(sound));
    const later = library.hear(copyOf(sound));
    await compared();
    const [first, second, third] = gids(a, b, later);
    expect(second).toBe(gid);
    expect(first).not.toBe(gid);
    expect([first, second]).toContain(third);
    const joined = pairs().filter((pair) => String(pair).includes(String(a)) && String(pair).includes(String(b)));
    expect(joined).toEqual([]);
  });

  it('is undone: the tracks are back, and the gid of the new recording leads to the old one', () => {
    const [old] = gids(a) as [string];
    const { gid } = split([b]);
    undo();
    expect(gids(a, b)).toEqual([old, old]);
    expect(recordingDetail(library.connection, gid!).gid).toBe(old);
    expect(pairs()).toEqual([['copy', a, b]]);
  });

  it('is only told of by a dry run', () => {
    expect(split([b], true)).toMatchObject({ batch: null, id: null, gid: null, tracks: [b] });
    expect(gids(a)).toEqual(gids(b));
  });

  it('refuses tracks of several recordings, all tracks of one, and those without', () => {
    expect(() => split([a, c])).toThrow(`tracks ${a} and ${c} belong to different recordings already`);
    expect(() => split([c])).toThrow('has no other tracks');
    expect(() => split([a, 99])).toThrow('track 99 has no recording');
  });
});

describe('the list of recordings', () => {
  it('has those with so many tracks, page by page', () => {
    library.connection.prepare('UPDATE track SET present = 0 WHERE id = ?').run(c);
    const list = (least: number, after = 0, limit = 9) => recordingList(library.connection, { least, after, limit });
    expect(list(2)).toMatchObject({ recordings: [{ gid: gids(a)[0], tracks: [a, b] }], next: null });
    expect(list(1).recordings).toHaveLength(1);
    expect(list(0).recordings).toHaveLength(2);
    const { next } = list(0, 0, 1);
    expect(list(0, next!, 1)).toMatchObject({ recordings: [{ tracks: [], title: '', artist: '' }], next: null });
  });
});

describe('what programs have told', () => {
  it('is told of the whole family, counts added', () => {
    const [old, , other] = gids(a, b, c) as [string, string, string];
    const mbid = 'b81f83ee-4da4-11e0-9ed8-0025225356f3';
    library.connection.exec(`
      INSERT INTO recording_mbid (recording_id, mbid, submissions) VALUES (1, '${mbid}', 2), (2, '${mbid}', 3);
      INSERT INTO recording_metadata (recording_id, track, artist, album, album_artist, track_no, disc_no, year,
        submissions) VALUES (2, 'Hearth', 'Ember', '', '', 0, 0, 1999, 1);
      INSERT INTO recording_foreign_id (recording_id, vendor, foreign_id, submissions) VALUES (2, 'shop', '7', 1);
      INSERT INTO recording_fingerprint (recording_id, fingerprint, duration, submissions, made_at)
        VALUES (2, x'00', 180, 4, 1);`);
    merge([old, other]);
    expect(recordingDetail(library.connection, old)).toMatchObject({
      mbids: [{ mbid, submissions: 5, disabled: false }],
      metadata: [{ track: 'Hearth', artist: 'Ember', albumArtist: '', year: 1999, submissions: 1 }],
      foreignIds: [{ vendor: 'shop', foreignId: '7', submissions: 1 }],
      fingerprints: [{ duration: 180, format: null, submissions: 4 }],
    });
  });

  it('is disabled by a person, also of merged recordings, until that is undone', () => {
    const [old, , other] = gids(a, b, c) as [string, string, string];
    const mbid = 'b81f83ee-4da4-11e0-9ed8-0025225356f3';
    library.connection.exec(`INSERT INTO recording_mbid (recording_id, mbid, submissions) VALUES (2, '${mbid}', 3)`);
    merge([old, other]);
    const disable = (disabled: boolean, dryRun = false) =>
      disableMbid(library.connection, { recording: old, mbid: mbid.toUpperCase(), disabled, author: TESTER, dryRun });
    const isDisabled = (): boolean => recordingDetail(library.connection, old).mbids[0]!.disabled;
    expect(disable(true, true)).toEqual({ batch: null, gid: old, mbid, disabled: true });
    expect(isDisabled()).toBe(false);
    expect(disable(true)).toMatchObject({ batch: 2 });
    expect(isDisabled()).toBe(true);
    expect(disable(true).batch).toBeNull();
    undo();
    expect(isDisabled()).toBe(false);
    expect(() =>
      disableMbid(library.connection, { recording: '1', mbid: 'x', disabled: true, author: TESTER, dryRun: false }),
    ).toThrow('recording 1 has no MusicBrainz id x');
  });
});
