import { existsSync } from 'node:fs';
import { open, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { parseFile } from 'music-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAudio } from '../support/audio.ts';
import { startService, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let service: RunningService;
let mounted: string;
/** Resolves when the mount has followed. */
const set = (name: string, value?: string | object): Promise<void> =>
  service.api.settings.set.mutate(value === undefined ? { name } : { name, value: value as string });

beforeAll(async () => {
  const folder = temporaryFolder();
  mounted = join(folder, 'mounted');
  makeAudio(join(folder, 'music', 'a.mp3'), { tags: { title: 'Why', artist: 'Juniper Hall' }, seconds: 1 });
  service = await startService(join(folder, 'library'), ['--no-mount', '--no-analysis']);
  await service.api.scan.start.mutate({ paths: [join(folder, 'music')] });
  while (!(await service.api.scan.wait.mutate({ for: 'tags', milliseconds: 20_000 })).settled);
});

// Before the folder is removed: nothing must be removed through a mount.
afterAll(async () => {
  await service.stop();
});

describe.skipIf(!existsSync('/dev/fuse'))('settings of the mount', () => {
  it('that are changed while it is being mounted hold when it is there', async () => {
    const [state] = await Promise.all([
      service.api.mount.start.mutate({ directory: mounted }),
      set('mount.template', '$title'),
    ]);
    expect(state.state).toBe('mounted');
    expect(await readdir(mounted)).toEqual(['Why.mp3']);
  });

  it('that are changed all at once are all answered, and the mount shows the last of them', async () => {
    await Promise.all([
      set('mount.template', '$artist?'),
      set('mount.names', 'windows'),
      set('mount.template', '$title?'),
    ]);
    // Requests on several connections may arrive in any order: the settings tell which came last.
    const { 'mount.template': last, 'mount.names': names } = await service.api.settings.get.query();
    expect(names).toBe('windows');
    expect(await readdir(mounted)).toEqual([last === '$title?' ? 'Why_.mp3' : 'Juniper Hall_.mp3']);
  });

  it('that are changed while it is unmounted are answered, and hold at the next mount', async () => {
    await Promise.all([
      set('mount.template', '$artist - $title'),
      service.api.mount.stop.mutate({}),
      set('mount.template', '$title?'),
    ]);
    await service.api.mount.start.mutate({ directory: mounted });
    expect(await readdir(mounted)).toEqual(['Why_.mp3']);
  });

  it('hold for a mount of the past, which shows the tags of then and takes no saves', async () => {
    const file = async (): Promise<string> => join(mounted, (await readdir(mounted))[0]!);
    const title = async (): Promise<string | undefined> => (await parseFile(await file())).common.title;
    const asOf = Date.now();
    await service.api.tracks.edit.mutate({ ids: [1], changes: { title: ['Because'] } });
    const state = await service.api.mount.start.mutate({ directory: mounted, asOf });
    expect(state.asOf).toBe(asOf);
    expect([await readdir(mounted), await title()]).toEqual([['Why_.mp3'], 'Why']);
    await service.api.tracks.edit.mutate({ ids: [1], changes: { title: ['Therefore'], genre: ['Polka'] } });
    await set('mount.template', '$artist/$title?');
    await expect(rename(join(mounted, 'Juniper Hall'), join(mounted, 'Juniper'))).rejects.toMatchObject({
      code: 'EROFS',
    });
    await set('mount.template', '$title?');
    expect([await readdir(mounted), await title()]).toEqual([['Why_.mp3'], 'Why']);
    await expect(open(await file(), 'r+')).rejects.toMatchObject({ code: 'EROFS' });
    await service.api.mount.start.mutate({ directory: mounted });
    expect([await readdir(mounted), await title()]).toEqual([['Therefore_.mp3'], 'Therefore']);
    await service.api.history.undo.mutate({});
    await service.api.history.undo.mutate({});
  });

  it('that cannot be are refused with their place, and change nothing', async () => {
    await expect(set('mount.views', [{ name: 'A' }, { name: 'B', template: '$title[' }])).rejects.toMatchObject({
      data: { reason: 'BAD_SETTING', path: '1.template' },
      message: expect.stringContaining('(at character 7 of the template)'),
    });
    await expect(set('mount.template', '%nothing{}')).rejects.toThrow(
      'There is no function "%nothing{}" (at character 1 of the template)',
    );
    expect(await readdir(mounted)).toEqual(['Why_.mp3']);
  });

  it('can be previewed', async () => {
    expect(await service.api.mount.preview.query({ template: '$artist/$title', names: 'windows' })).toMatchObject({
      paths: [{ path: 'Juniper Hall/Why.mp3' }],
      total: 1,
    });
    await expect(service.api.mount.preview.query({ template: '$title', query: 'year:soon' })).rejects.toMatchObject({
      data: { reason: 'BAD_QUERY' },
    });
  });
});
