/** Files whose tags another program writes after an edit: undo brings back what the file says, not what it said. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeAudio } from '../support/audio.ts';
import { TESTER, testLibrary } from '../support/library.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it.each(['flac', 'mp3', 'm4a'])('edit, retag outside, rescan and undo leave no override (%s)', async (extension) => {
  const versions = temporaryFolder();
  const retag = (title: string): void => cpSync(join(versions, `${title}.${extension}`), file);
  for (const title of ['first', 'second', 'the third']) {
    makeAudio(join(versions, `${title}.${extension}`), { pitch: 300, seconds: 1, tags: { title } });
  }
  const library = testLibrary();
  const file = join(library.music, `a.${extension}`);
  const title = (): string | undefined => library.reader.get(id)?.title;
  retag('first');
  await library.scan();
  const [id] = library.find('') as [number];

  library.edits.apply([id], { title: ['mine'] }, TESTER);
  retag('second');
  await library.scan();
  expect(title()).toBe('mine');

  library.edits.undo(null, TESTER);
  expect(title()).toBe('second');
  expect(library.reader.get(id)?.editedFields).toEqual([]);

  retag('the third');
  await library.scan();
  expect(library.find('')).toEqual([id]);
  expect(title()).toBe('the third');
});
