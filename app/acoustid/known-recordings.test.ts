import { expect, it } from 'vitest';
import { memoryLibrary } from '../library/testing-library.ts';
import { recordingFacts, recordingsOfGids, recordingsOfMbids, taggedRecordings } from './known-recordings.ts';

/** Recording 2 was merged into 1; each has a track, MBIDs and a description. Recording 3 has a file that is gone. */
function connectionOfMerged() {
  const library = memoryLibrary();
  const { connection } = library;
  const here = { tags: { musicbrainz_recordingid: ['M-1'] }, duration: 180 };
  const tracks = [library.add({ ...here, name: 'a' }), library.add({ ...here, name: 'b' })];
  const gone = library.add({ name: 'c', missingSince: 9 });
  connection.exec(`
    INSERT INTO recording (id, gid, merged_into, made_at) VALUES (1, 'a', NULL, 1), (2, 'b', 1, 1), (3, 'c', NULL, 1);
    INSERT INTO recording_track (track_id, recording_id) VALUES (${tracks[0]}, 1), (${tracks[1]}, 2), (${gone}, 3);
    INSERT INTO recording_mbid (recording_id, mbid, submissions, disabled) VALUES
      (1, 'm-1', 2, 0), (2, 'm-1', 3, 0), (1, 'm-2', 1, 1), (3, 'm-1', 1, 0);
    INSERT INTO recording_metadata
      (recording_id, track, artist, album, album_artist, track_no, disc_no, year, submissions) VALUES
      (1, 'Rare', '', '', '', 0, 0, 0, 1), (2, 'Often', 'Ember', '', '', 3, 0, 0, 4);`);
  return { connection, tracks };
}

it('tells of a recording what belongs to it and to those that were merged into it', () => {
  const { connection, tracks } = connectionOfMerged();
  const nothing = { artist: null, album: null, albumArtist: null, trackNumber: null, discNumber: null, year: null };
  expect(recordingFacts(connection, [1, 3])).toEqual([
    {
      id: 1,
      gid: 'a',
      submitted: [{ mbid: 'm-1', sources: 5 }],
      tracks: tracks.map((id) => ({ id, duration: 180 })),
      metadata: [
        { ...nothing, track: 'Often', artist: 'Ember', trackNumber: 3, sources: 4 },
        { ...nothing, track: 'Rare', sources: 1 },
      ],
    },
    { id: 3, gid: 'c', submitted: [{ mbid: 'm-1', sources: 1 }], tracks: [], metadata: [] },
  ]);
});

it('leads from the gids of merged recordings to the one that is left', () => {
  expect(recordingsOfGids(connectionOfMerged().connection, ['b', 'a', 'x'])).toEqual([1, 1, null]);
});

it('finds the recordings of MBIDs that were submitted, each once, and says which are disabled', () => {
  expect(recordingsOfMbids(connectionOfMerged().connection, ['m-1', 'm-2', 'm-3'])).toEqual([
    { mbid: 'm-1', gid: 'a', disabled: false },
    { mbid: 'm-2', gid: 'a', disabled: true },
    { mbid: 'm-1', gid: 'c', disabled: false },
  ]);
});

it('finds the recordings of MBIDs in tags, in either case', () => {
  const { connection } = connectionOfMerged();
  expect(taggedRecordings(connection, ['m-1', 'm-2'])).toEqual([{ mbid: 'm-1', gid: 'a' }]);
});
