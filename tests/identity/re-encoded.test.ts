import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeAudio } from '../support/audio.ts';
import { startService, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: string;
let music: string;
let service: RunningService;

beforeEach(async () => {
  folder = temporaryFolder();
  music = join(folder, 'music');
  mkdirSync(music);
  makeAudio(join(music, 'song.flac'), { tags: { title: 'song' }, pitch: 150, seconds: 20 });
  makeAudio(join(music, 'other.flac'), { tags: { title: 'other' }, pitch: 700, seconds: 20 });
  service = await startService(join(folder, 'library'), ['--no-mount', '--folder', music]);
  await settled();
  await service.api.tracks.edit.mutate({ ids: [await idOf('title:=song')], changes: { title: ['mine'] } });
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

test('a FLAC that became an MP3 keeps its edits, as a batch that says so and can be undone', async () => {
  encode('song.flac', 'song.mp3');
  rmSync(join(music, 'song.flac'));
  await settled();
  const id = await idOf('title:=mine');
  expect((await service.api.tracks.get.query({ id })).path).toBe(join(music, 'song.mp3'));
  const [edit] = await service.api.history.ofTrack.query({ id });
  expect(edit).toMatchObject({ author: 'Descant', field: 'title', after: ['mine'] });
  await service.api.history.undo.mutate({ batch: edit!.batch });
  expect(await idOf('title:=song')).toBe(id);
});

test('a file that was encoded anew under its old name keeps its edits', async () => {
  encode('song.flac', 'new.mp3');
  renameSync(join(music, 'song.flac'), join(folder, 'song.flac'));
  encode('new.mp3', 'song.flac');
  rmSync(join(music, 'new.mp3'));
  await settled();
  const id = await idOf('title:=mine');
  expect((await service.api.tracks.get.query({ id })).path).toBe(join(music, 'song.flac'));
});

test('the copy in another format is there first, and the edited file goes later', async () => {
  encode('song.flac', 'song.ogg');
  await settled();
  await idOf('title:=song');
  rmSync(join(music, 'song.flac'));
  await settled();
  const id = await idOf('title:=mine');
  expect((await service.api.tracks.get.query({ id })).path).toBe(join(music, 'song.ogg'));
});

test('another recording does not get the edits', async () => {
  rmSync(join(music, 'song.flac'));
  makeAudio(join(music, 'third.flac'), { tags: { title: 'third' }, pitch: 400, seconds: 20 });
  await settled();
  expect((await service.api.tracks.list.query({ query: 'title:=mine' })).rows).toEqual([]);
});
