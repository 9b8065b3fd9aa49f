import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary } from '../../tests/support/library.ts';
import { SidecarReader } from './sidecar-reader.ts';

it('gives a sidecar to the track whose name it has but for the extension, and no other', async () => {
  const { music, connection, scan, find } = testLibrary();
  for (const name of ['Song', 'Song - live', 'Song.2', 'Songs']) {
    makeAudio(join(music, `${name}.flac`), { tags: { title: name } });
  }
  for (const name of ['Song.lrc', 'Song.2.lrc', 'Song - live.cue', 'Son.lrc', 'cover.jpg']) {
    writeFileSync(join(music, name), 'x');
  }
  await scan();
  const [folder = 0] = connection.prepare<[], number>('SELECT id FROM folder').pluck().all();
  const track = (title: string): number | undefined => find(`title:="${title}"`)[0];
  expect(
    Object.fromEntries(new SidecarReader(connection).in([folder]).map(({ name, track: id }) => [name, id])),
  ).toEqual({
    'Song.lrc': track('Song'),
    'Song.2.lrc': track('Song.2'),
    'Song - live.cue': track('Song - live'),
    'Son.lrc': null,
    'cover.jpg': null,
  });
});
