import { beforeEach, expect, it } from 'vitest';
import { memoryLibrary, type MemoryLibrary } from '../../library/testing-library.ts';
import { copiedAlbums } from './library-releases.ts';

let library: MemoryLibrary;
let copies: number[];
beforeEach(() => {
  library = memoryLibrary();
  copies = ['Salt', 'Copper'].map((title, at) =>
    library.add({
      name: `${at}.flac`,
      folder: '/music/copies',
      tags: { title: [title], artist: ['North Harbour'], album: ['Salt and Copper'], tracknumber: [String(at + 1)] },
    }),
  );
  for (const id of copies) {
    library.connection
      .prepare(
        "INSERT INTO album_track (track_id, generation, album_id, credit, artist, compilation) VALUES (?, 1, 7, '', '', 0)",
      )
      .run(id);
  }
});

it('describes the album of better tagged copies with all its tracks', () => {
  const file = library.add({ name: 'x.flac', tags: {} });
  const [album, ...others] = copiedAlbums(library.connection, { copies: [copies[0]!, file], files: [file] });
  expect(others).toEqual([]);
  expect(album).toMatchObject({
    releaseId: '',
    release: {
      source: 'library',
      id: '7',
      title: 'Salt and Copper',
      tracks: [
        { title: 'Salt', position: 1, disc: 1, copyId: copies[0] },
        { title: 'Copper', position: 2, disc: 1, copyId: copies[1] },
      ],
    },
  });
});

it('leaves copies out whose tags say no more', () => {
  const tags = { title: ['Salt'], artist: ['N. H.'], album: ['Salt'], tracknumber: ['1'] };
  const file = library.add({ name: 'x.flac', tags });
  expect(copiedAlbums(library.connection, { copies: [copies[0]!], files: [file] })).toEqual([]);
  expect(copiedAlbums(library.connection, { copies: [file], files: [file] })).toEqual([]);
});
