/** The whole library as one file: written while it is in use, and restored where the music lies elsewhere. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { makeAudio } from '../support/audio.ts';
import { descantHere as descant, descantJsonHere as descantJson } from '../support/commands-here.ts';
import { jobDone, startService, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const LONG = 60_000;

let folder: string;
let music: string;
let library: string;
let path: string;
let service: RunningService;
beforeAll(async () => {
  folder = temporaryFolder();
  music = join(folder, 'music');
  library = join(folder, 'library');
  path = join(folder, 'whole.db');
  for (const [name, pitch] of [
    ['low', 150],
    ['middle', 400],
    ['high', 900],
  ] as const) {
    makeAudio(join(music, `${name}.flac`), { tags: { title: name, artist: 'Trio' }, pitch, seconds: 8 });
  }
  service = await startService(library, ['--no-mount', '--folder', music]);
  await analysed(service);
});

async function analysed({ api, until }: RunningService): Promise<void> {
  await until(jobDone('scan'));
  for (let settled = false; !settled;) {
    ({ settled } = await api.scan.wait.mutate({ for: 'analysis', milliseconds: 20_000 }));
  }
}

async function idOf({ api }: RunningService, title: string): Promise<number> {
  const { rows } = await api.tracks.list.query({ query: `title:=${title}`, limit: 2 });
  expect(rows).toHaveLength(1);
  return rows[0]!.id;
}

it(
  'brings back edits, history, pictures and what was analysed, for music in another folder',
  async () => {
    const { api } = service;
    const id = await idOf(service, 'low');
    await api.tracks.edit.mutate({ ids: [id], changes: { title: ['deep'], genre: ['Drone'] } });
    await api.tracks.setPicture.mutate({ ids: [id], picture: { base64: PNG } });
    const similar = (await api.tracks.similar.query({ id, limit: 5 })).map(({ track }) => track.id);
    expect(similar).toHaveLength(2);

    const written = await descantJson<{ tracks: number; vectors: number }>(library, 'backup', path);
    expect(written).toMatchObject({ path, tracks: 3, batches: 2, pictures: 1, vectors: 3 });
    await service.stop();

    // Another machine: the music has another place, and the library another folder.
    const [there, target] = [join(folder, 'there'), join(folder, 'other', 'library')];
    cpSync(music, there, { recursive: true });
    rmSync(music, { recursive: true });
    expect((await descant(target, 'restore', path)).stdout).toContain('3 tracks, 2 changes, 1 picture');
    const other = await startService(target, ['--no-mount', '--folder', there]);
    await analysed(other);

    const detail = await other.api.tracks.get.query({ id });
    expect(detail).toMatchObject({ title: 'deep', genre: 'Drone', path: join(there, 'low.flac'), missing: false });
    const picture = await other.api.tracks.list.query({ query: 'has:art', limit: 9 });
    expect(picture.rows.map((row) => row.id)).toEqual([id]);
    expect((await other.api.tracks.similar.query({ id, limit: 5 })).map(({ track }) => track.id)).toEqual(similar);
    const { restored } = await descantJson<{ restored: number }>(target, 'undo', '1');
    expect(restored).toBe(2);
    expect((await other.api.tracks.get.query({ id })).title).toBe('low');
    expect((await other.api.tracks.list.query({ query: '', limit: 9 })).total).toBe(3);
  },
  LONG,
);
