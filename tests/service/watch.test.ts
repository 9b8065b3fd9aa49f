/** Folders that are watched: what a person does to the files shows in the library without a scan being asked for. */
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeAudio } from '../support/audio.ts';
import { startService, WATCH, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const sounds = temporaryFolder();
let music: string;
let library: string;
let service: RunningService;

beforeAll(() => {
  for (const [i, name] of ['low', 'middle', 'high'].entries()) {
    makeAudio(join(sounds, `${name}.flac`), { seconds: 1, pitch: 200 + 200 * i, tags: { title: name } });
  }
  makeAudio(join(sounds, 'low, retagged.flac'), { seconds: 1, pitch: 200, tags: { title: 'retagged' } });
});

beforeEach(async () => {
  const folder = temporaryFolder();
  [music, library] = [join(folder, 'music'), join(folder, 'library')];
  put('low', 'album/low.flac');
  service = await startService(library, ['--no-mount', '--no-analysis', WATCH, '--folder', music]);
  await shown({ low: 'album/low.flac' });
});
afterEach(() => service.stop());

function put(sound: string, path: string): void {
  mkdirSync(join(music, path, '..'), { recursive: true });
  cpSync(join(sounds, `${sound}.flac`), join(music, path));
}

async function tracks(): Promise<{ id: number; title: string; path: string }[]> {
  const { rows } = await service.api.tracks.list.query({ query: '' });
  return Promise.all(
    rows.map(async ({ id, title }) => {
      const { path } = await service.api.tracks.get.query({ id });
      return { id, title, path: relative(music, path) };
    }),
  );
}

/** Resolves when the library shows exactly these titles at these paths: it is looked at after each scan. */
async function shown(expected: Readonly<Record<string, string>>): Promise<void> {
  for (let seen = 0; ; seen++) {
    const ended = service.until(scanEnded(seen));
    // The service may end before the last one.
    ended.catch(() => {});
    const found = Object.fromEntries((await tracks()).map(({ title, path }) => [title, path]));
    if (JSON.stringify(sorted(found)) === JSON.stringify(sorted(expected))) return;
    await ended;
  }
}
const sorted = (record: Readonly<Record<string, string>>): [string, string][] => Object.entries(record).toSorted();

/** Fits the end of the scan behind `seen` other ones. */
function scanEnded(seen: number): (announcement: { event: string }) => boolean {
  return (announcement) => {
    const ends = service.announced.filter(
      ({ event, job, state }) => event === 'progress' && job === 'scan' && state === 'idle',
    );
    return ends.length > seen && ends.includes(announcement as never);
  };
}

describe('a watched folder', () => {
  it('shows files that are added, retagged, moved and removed', async () => {
    put('middle', 'new artist/new album/middle.flac');
    await shown({ low: 'album/low.flac', middle: 'new artist/new album/middle.flac' });
    put('low, retagged', 'album/low.flac');
    await shown({ retagged: 'album/low.flac', middle: 'new artist/new album/middle.flac' });
    rmSync(join(music, 'new artist'), { recursive: true });
    await shown({ retagged: 'album/low.flac' });
  });

  it('keeps the tracks of an album that is moved, with their ids and edits', async () => {
    const id = (await tracks())[0]!.id;
    await service.api.tracks.edit.mutate({ ids: [id], changes: { comment: ['mine'] } });
    mkdirSync(join(music, 'artist'));
    renameSync(join(music, 'album'), join(music, 'artist', 'renamed album'));
    await shown({ low: 'artist/renamed album/low.flac' });
    expect(await tracks()).toMatchObject([{ id }]);
    expect(await service.api.tracks.list.query({ query: 'comment:=mine' })).toMatchObject({ rows: [{ id }] });
  });

  it('that is added to the library is watched from then on', async () => {
    const other = join(music, '..', 'other');
    mkdirSync(other);
    await service.api.library.addFolder.mutate({ path: other });
    cpSync(join(sounds, 'high.flac'), join(other, 'high.flac'));
    await shown({ low: 'album/low.flac', high: '../other/high.flac' });
  });
});

describe('the setting', () => {
  it('ends the watch, and says so in the status', async () => {
    await service.api.settings.set.mutate({ name: 'scan.watch', value: false });
    expect(await service.api.library.watched.query()).toEqual([{ path: music, state: 'off', reason: null }]);
    put('middle', 'middle.flac');
    await service.api.settings.set.mutate({ name: 'scan.watch', value: true });
    expect(await service.api.library.watched.query()).toEqual([{ path: music, state: 'watched', reason: null }]);
    put('high', 'album/high.flac');
    await shown({ low: 'album/low.flac', high: 'album/high.flac' });
  });
});

it('changes nothing in the files', () => {
  expect(readFileSync(join(music, 'album/low.flac'))).toEqual(readFileSync(join(sounds, 'low.flac')));
});
