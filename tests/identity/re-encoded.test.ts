import { execFileSync } from 'node:child_process';
import { cpSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeAudio } from '../support/audio.ts';
import { startService, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: string;
let music: string;
let service: RunningService;
let edited: number;

const made = temporaryFolder();
beforeAll(() => {
  makeAudio(join(made, 'song.flac'), { tags: { title: 'song' }, pitch: 150, seconds: 20 });
  makeAudio(join(made, 'other.flac'), { tags: { title: 'other' }, pitch: 700, seconds: 20 });
});

beforeEach(async () => {
  folder = temporaryFolder();
  music = join(folder, 'music');
  cpSync(made, music, { recursive: true });
  service = await startService(join(folder, 'library'), ['--no-mount', '--folder', music]);
  await settled();
  edited = await idOf('title:=song');
  await service.api.tracks.edit.mutate({ ids: [edited], changes: { title: ['mine'] } });
});

afterEach(() => service.stop());

async function settled(): Promise<void> {
  await service.api.scan.start.mutate({});
  for (let done = false; !done;) {
    done = (await service.api.scan.wait.mutate({ for: 'analysis', milliseconds: 20_000 })).settled;
  }
}

async function idOf(query: string): Promise<number> {
  const { rows } = await service.api.tracks.list.query({ query });
  expect(rows, query).toHaveLength(1);
  return rows[0]!.id;
}

function encode(from: string, to: string): void {
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-i', join(music, from), join(music, to)]);
}

/** The track that was edited is at this file now. */
async function expectMovedTo(name: string): Promise<void> {
  expect(await idOf('title:=mine')).toBe(edited);
  expect((await service.api.tracks.get.query({ id: edited })).path).toBe(join(music, name));
}

test('a FLAC that became an MP3 keeps its track, as a batch that says so and can be undone', async () => {
  encode('song.flac', 'song.mp3');
  rmSync(join(music, 'song.flac'));
  await settled();
  await expectMovedTo('song.mp3');
  const [move] = await service.api.history.ofTrack.query({ id: edited });
  expect(move).toMatchObject({
    author: 'Descant',
    field: 'file',
    before: [join(music, 'song.flac')],
    after: [join(music, 'song.mp3')],
  });
  await service.api.history.undo.mutate({ batch: move!.batch });
  expect(await idOf('title:=song')).not.toBe(edited);
  expect((await service.api.tracks.list.query({ query: 'title:=mine' })).rows).toEqual([]);
  // What was undone is not done again.
  await settled();
  expect((await service.api.tracks.list.query({ query: 'title:=mine' })).rows).toEqual([]);
  await service.api.history.redo.mutate();
  await expectMovedTo('song.mp3');
});

test('a file that was encoded anew under its old name keeps its track', async () => {
  encode('song.flac', 'new.mp3');
  renameSync(join(music, 'song.flac'), join(folder, 'song.flac'));
  encode('new.mp3', 'song.flac');
  rmSync(join(music, 'new.mp3'));
  await settled();
  await expectMovedTo('song.flac');
});

test('the copy in another format is there first, and the edited file goes later', async () => {
  encode('song.flac', 'song.ogg');
  await settled();
  await idOf('title:=song');
  rmSync(join(music, 'song.flac'));
  await settled();
  await expectMovedTo('song.ogg');
});

test('the old file comes back beside the new one: each is a track, and the edits stay', async () => {
  encode('song.flac', 'song.mp3');
  renameSync(join(music, 'song.flac'), join(folder, 'song.flac'));
  await settled();
  renameSync(join(folder, 'song.flac'), join(music, 'song.flac'));
  await settled();
  await expectMovedTo('song.mp3');
  const id = await idOf('title:=song');
  expect((await service.api.tracks.get.query({ id })).path).toBe(join(music, 'song.flac'));
});

test('another recording does not get the edits', async () => {
  rmSync(join(music, 'song.flac'));
  makeAudio(join(music, 'third.flac'), { tags: { title: 'third' }, pitch: 400, seconds: 20 });
  await settled();
  expect((await service.api.tracks.list.query({ query: 'title:=mine' })).rows).toEqual([]);
});
