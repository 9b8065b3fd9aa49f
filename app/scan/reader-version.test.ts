/** Files that an earlier version of the readers has read are read again, once, although they are as they were. */
import { chmodSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { READER_VERSION } from '../../fuse/formats/reader-version.ts';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary, TESTER, type TestLibrary } from '../../tests/support/library.ts';

let library: TestLibrary;
let path: string;
beforeEach(async () => {
  library = testLibrary();
  path = makeAudio(join(library.music, 'song.mp3'), { tags: { title: 'One', genre: 'Folk' }, seconds: 1 });
  makeAudio(join(library.music, 'other.flac'), { tags: { title: 'Two' }, seconds: 1, pitch: 330 });
  await library.scan();
});

/** As an earlier reader left it, which lost all tags. */
function asReadBefore(): void {
  library.connection
    .prepare("UPDATE file SET tags = '{}', reader_version = ? WHERE name = ?")
    .run(READER_VERSION - 1, Buffer.from('song.mp3'));
}

const tagsOfSong = (): unknown =>
  JSON.parse(
    library.connection
      .prepare<[Buffer], string>('SELECT tags FROM file WHERE name = ?')
      .pluck()
      .get(Buffer.from('song.mp3')) as string,
  );
const versions = (): unknown => library.connection.prepare('SELECT DISTINCT reader_version FROM file').pluck().all();

it('the next scan finds the tags that were lost, for the same track with its edits, and the one after it nothing', async () => {
  const [id] = library.find('title:=One');
  library.edits.apply([id as number], { mood: ['calm'] }, TESTER);
  asReadBefore();
  expect(await library.scan()).toMatchObject({ added: 0, changed: 1, missing: 0, errors: [] });
  expect(tagsOfSong()).toMatchObject({ title: ['One'], genre: ['Folk'] });
  expect(library.find('title:=One genre:=Folk mood:=calm')).toEqual([id]);
  expect(versions()).toEqual([READER_VERSION]);
  expect(await library.scan()).toMatchObject({ added: 0, changed: 0, missing: 0 });
});

it('a file that comes back is read again by the scan after the one that finds it', async () => {
  asReadBefore();
  renameSync(path, `${path}.away`);
  await library.scan();
  renameSync(`${path}.away`, path);
  for (let scan = 0; scan < 2; scan++) await library.scan();
  expect(tagsOfSong()).toMatchObject({ title: ['One'] });
  expect(versions()).toEqual([READER_VERSION]);
});

it('a file whose key is yet to be read gets it first', async () => {
  asReadBefore();
  library.connection.exec('UPDATE file SET audio_key = NULL');
  await library.scan();
  expect(library.connection.prepare('SELECT count(*) FROM file WHERE audio_key IS NULL').pluck().get()).toBe(0);
  await library.scan();
  expect(tagsOfSong()).toMatchObject({ title: ['One'] });
  expect(library.connection.prepare('SELECT count(*) FROM track').pluck().get()).toBe(2);
});

it.skipIf(process.getuid?.() === 0)(
  'a file that cannot be read now keeps what is known, and is tried again',
  async () => {
    asReadBefore();
    const known = tagsOfSong();
    chmodSync(path, 0);
    expect((await library.scan()).errors).toHaveLength(1);
    expect(tagsOfSong()).toEqual(known);
    chmodSync(path, 0o600);
    await library.scan();
    expect(tagsOfSong()).toMatchObject({ title: ['One'] });
  },
);
