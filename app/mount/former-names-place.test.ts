import { copyFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary } from '../../tests/support/library.ts';
import { formerNamesPlace } from './former-names-place.ts';

it('former names are those of one database: another file or another first track is another library', async () => {
  const library = testLibrary();
  const folder = join(library.folder, 'library');
  for (const name of ['one', 'two']) makeAudio(join(library.music, `${name}.flac`), { tags: { title: name } });
  await library.scan();
  const place = formerNamesPlace(folder);
  expect(place.path).toBe(join(folder, 'former-names.jsonl'));
  library.connection.exec('UPDATE track SET added_at = added_at + 1 WHERE id = (SELECT max(id) FROM track)');
  expect(formerNamesPlace(folder)).toEqual(place);
  library.connection.exec('UPDATE track SET added_at = added_at + 1 WHERE id = (SELECT min(id) FROM track)');
  expect(formerNamesPlace(folder).library).not.toBe(place.library);
  library.connection.exec('UPDATE track SET added_at = added_at - 1 WHERE id = (SELECT min(id) FROM track)');
  expect(formerNamesPlace(folder)).toEqual(place);
  library.connection.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(join(folder, 'library.db'), join(folder, 'other.db'));
  renameSync(join(folder, 'other.db'), join(folder, 'library.db'));
  expect(formerNamesPlace(folder).library).not.toBe(place.library);
});

it('a library without tracks has a place, too', () => {
  const library = testLibrary();
  expect(formerNamesPlace(join(library.folder, 'library')).library).toMatch(/^\d+/);
});
