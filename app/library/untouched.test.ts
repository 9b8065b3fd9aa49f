import { expect, it } from 'vitest';
import { PlaylistWriter } from './playlists/playlist-writer.ts';
import { memoryLibrary, TESTER } from './testing-library.ts';
import { HAS_PERSONAL_DATA, UNTOUCHED } from './untouched.ts';

it('a track is touched by an edit, and by a playlist as long as it is in it', () => {
  const library = memoryLibrary();
  const [plain, edited, listed] = ['a', 'b', 'c'].map((name) => library.add({ name: `${name}.flac` }));
  const of = (condition: string): unknown =>
    library.connection.prepare(`SELECT id FROM track WHERE ${condition} ORDER BY id`).pluck().all();
  library.edits.apply([edited!], { genre: ['Jazz'] }, TESTER);
  const playlists = new PlaylistWriter(library.connection);
  playlists.create({ playlists: [{ name: 'Road', kind: 'manual', tracks: [listed!] }], author: TESTER });
  expect([of(UNTOUCHED), of(HAS_PERSONAL_DATA)]).toEqual([[plain], [edited, listed]]);
  library.edits.undo(1, TESTER);
  // The history of an edit is kept with its track; an item that was taken out is nothing of the track.
  expect([of(UNTOUCHED), of(HAS_PERSONAL_DATA)]).toEqual([[plain], [listed]]);
  playlists.remove({ id: 1, items: [1], author: TESTER });
  expect([of(UNTOUCHED), of(HAS_PERSONAL_DATA)]).toEqual([[plain, listed], []]);
});
