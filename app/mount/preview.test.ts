import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary, TESTER, type TestLibrary } from '../../tests/support/library.ts';
import { openReader, type Connection } from '../storage/connection.ts';
import { MountPreviews } from './preview.ts';

const ALBUMS = 30;
const TRACKS_OF_ALBUM = 10;

let library: TestLibrary;
let connection: Connection;
let previews: MountPreviews;
const paths = (template: string, query = '', limit = 8): string[] =>
  previews.preview({ template, query, names: 'posix', limit }).paths.map(({ path }) => path);

beforeAll(async () => {
  library = testLibrary();
  const original = makeAudio(join(library.folder, 'one.mp3'), {
    seconds: 1,
    tags: { artist: 'Juniper Hall', date: '2008' },
  });
  for (let album = 0; album < ALBUMS; album += 1) {
    const folder = join(library.music, `album ${album}`);
    mkdirSync(folder);
    for (let track = 0; track < TRACKS_OF_ALBUM; track += 1) copyFileSync(original, join(folder, `${track}.mp3`));
  }
  writeFileSync(join(library.music, 'cut off.mp3'), 'this is not music');
  await library.scan();
  for (let album = 0; album < ALBUMS; album += 1) {
    const ids = library.find(`path:"/album ${album}/"`);
    library.edits.apply(
      ids,
      { album: [`Album ${String(album).padStart(2, '0')}`], genre: [album === 7 ? 'Folk' : 'Jazz'] },
      TESTER,
    );
    for (const [track, id] of ids.entries()) library.edits.apply([id], { title: [`Song ${track}`] }, TESTER);
  }
  connection = openReader(join(library.folder, 'library'));
  previews = new MountPreviews(connection);
});

describe('the preview of a view', () => {
  it('gives real paths of the tracks that the query finds, in order, with what has been edited', () => {
    const { paths: shown, total } = previews.preview({
      template: '$genre/$album/$title',
      query: 'genre:folk',
      names: 'posix',
      limit: 3,
    });
    expect(shown.map(({ path }) => path)).toEqual([
      'Folk/Album 07/Song 0.mp3',
      'Folk/Album 07/Song 3.mp3',
      'Folk/Album 07/Song 6.mp3',
    ]);
    expect(library.reader.get(shown[1]!.id)).toMatchObject({ album: 'Album 07', title: 'Song 3' });
    expect(total).toBe(TRACKS_OF_ALBUM);
  });

  it('takes its examples from all over a library that is larger than a sample', () => {
    const shown = paths('$album');
    expect(new Set(shown.map((path) => path.slice(0, 'Album 00'.length))).size).toBe(8);
    expect(previews.preview({ template: '$album', query: '', names: 'posix', limit: 8 }).total).toBe(
      ALBUMS * TRACKS_OF_ALBUM,
    );
  });

  it('shows how tracks of one name are told apart', () => {
    expect(paths('$album', 'album:"Album 03"', 2)).toEqual([
      expect.stringMatching(/^Album 03 \[#\d+\]\.mp3$/u),
      'Album 03.mp3',
    ]);
  });

  it('leaves out what the mount cannot show', () => {
    expect(paths('$title', 'path:"cut off"')).toEqual([]);
    expect(previews.preview({ template: '$title', query: 'is:broken', names: 'posix', limit: 8 })).toMatchObject({
      paths: [],
      total: 0,
    });
  });

  it('makes names for the file system that is asked for', () => {
    const [one] = previews.preview({ template: 'a: $album?', query: '', names: 'portable', limit: 1 }).paths;
    expect(one?.path).toMatch(/^a_ Album \d\d_/u);
  });

  it('says what is wrong with a template, and where, and with a query', () => {
    expect(() => paths('$album/%nothing{$title}')).toThrow(
      expect.objectContaining({
        code: 'BAD_TEMPLATE',
        message: 'There is no function "%nothing{}" (at character 8 of the template)',
      }),
    );
    expect(() => paths(' ')).toThrow(expect.objectContaining({ code: 'BAD_TEMPLATE' }));
    expect(() => paths('$title', '"open')).toThrow(expect.objectContaining({ code: 'BAD_QUERY' }));
  });

  it('counts anew after a change of the library', () => {
    const total = (): number =>
      previews.preview({ template: '$title', query: 'genre:jazz', names: 'posix', limit: 1 }).total;
    expect(total()).toBe((ALBUMS - 1) * TRACKS_OF_ALBUM);
    const { batch } = library.edits.apply(library.find('album:"Album 09"'), { genre: ['Blues'] }, TESTER);
    expect(total()).toBe((ALBUMS - 2) * TRACKS_OF_ALBUM);
    library.edits.undo(batch, TESTER);
  });
});
