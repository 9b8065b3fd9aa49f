import { beforeEach, describe, expect, it } from 'vitest';
import type { TrackRow } from '../model/tracks.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from './testing-library.ts';
import { ROW_COLUMNS, toRow, type RowColumns } from './track-rows.ts';

let library: MemoryLibrary;
beforeEach(() => {
  library = memoryLibrary();
});

const rowOf = (id: number): TrackRow =>
  toRow(
    library.connection
      .prepare<[number], RowColumns>(
        `SELECT ${ROW_COLUMNS} FROM track JOIN file ON file.id = track.file_id WHERE track.id = ?`,
      )
      .get(id)!,
  );

describe('a row of a track table', () => {
  it('has the tags in force, ready for display', () => {
    const id = library.add({
      name: 'song.flac',
      tags: {
        title: ['Legends'],
        artist: ['Juniper Hall'],
        album: ['North'],
        albumartist: ['Various'],
        genre: ['Folk'],
        date: ['2008-05'],
        tracknumber: ['3'],
        discnumber: ['2'],
      },
      pictures: [{ type: 3 }],
      duration: 12.5,
      bitrate: 900_000,
    });
    expect(rowOf(id)).toEqual({
      id,
      title: 'Legends',
      artist: 'Juniper Hall',
      album: 'North',
      albumArtist: 'Various',
      genre: 'Folk',
      year: 2008,
      trackNumber: 3,
      discNumber: 2,
      duration: 12.5,
      kind: 'FLAC',
      lossless: true,
      bitrate: 900_000,
      fileName: 'song.flac',
      editedFields: [],
      rating: null,
      favourite: false,
      plays: 0,
      skips: 0,
      lastPlayed: null,
      art: `/art/track/${id}?v=1`,
      error: null,
      missing: false,
      aside: null,
    });
  });

  it('has null for numbers and a picture that the track does not have', () => {
    expect(rowOf(library.add())).toMatchObject({ year: null, trackNumber: null, discNumber: null, art: null });
  });

  it('tells a lossy, a broken and a missing file', () => {
    const lossy = library.add({ name: 'a.mp3', codec: 'mp3', lossless: false, error: 'no frames', missingSince: 7 });
    expect(rowOf(lossy)).toMatchObject({ lossless: false, kind: 'MP3', error: 'no frames', missing: true });
  });

  it('names the edited fields; the URL of its picture changes with every edit', () => {
    const id = library.add({ pictures: [{ type: 3 }] });
    library.edits.apply([id], { title: ['mine'], genre: ['Jazz'] }, TESTER);
    expect(rowOf(id)).toMatchObject({ title: 'mine', editedFields: ['genre', 'title'], art: `/art/track/${id}?v=2` });
  });

  it('shows bytes of a name that are not UTF-8 as U+FFFD', () => {
    expect(rowOf(library.add({ name: Buffer.from([0xff, 0x2e, 0x6d, 0x70, 0x33]) })).fileName).toBe('\u{fffd}.mp3');
  });
});
