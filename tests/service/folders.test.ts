import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeAudio } from '../support/audio.ts';
import { startService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('the folders of a library', () => {
  it('that are added while a scan runs are scanned too', async () => {
    const folder = temporaryFolder();
    for (const name of ['one', 'two', 'three']) {
      makeAudio(join(folder, name, 'a.mp3'), { tags: { title: name }, seconds: 1 });
    }
    const service = await startService(join(folder, 'library'), ['--no-mount', '--no-analysis']);
    await Promise.all(
      ['one', 'two', 'three'].map((name) => service.api.scan.start.mutate({ paths: [join(folder, name)] })),
    );
    while (!(await service.api.scan.wait.mutate({ for: 'tags', milliseconds: 20_000 })).settled);
    expect((await service.api.tracks.list.query({ query: '' })).total).toBe(3);
  });

  it('leave with their tracks and come back with their edits', async () => {
    const folder = temporaryFolder();
    const music = join(folder, 'music');
    makeAudio(join(music, 'a.mp3'), { tags: { title: 'one' }, seconds: 1 });
    const service = await startService(join(folder, 'library'), ['--no-mount', '--no-analysis']);
    const scan = async (paths: string[]): Promise<void> => {
      await service.api.scan.start.mutate({ paths });
      while (!(await service.api.scan.wait.mutate({ for: 'tags', milliseconds: 20_000 })).settled);
    };
    await scan([music]);
    const id = (await service.api.tracks.list.query({ query: '' })).rows[0]!.id;
    await service.api.tracks.edit.mutate({ ids: [id], changes: { title: ['mine'] } });
    const [root] = (await service.api.library.summary.query()).folders;
    await service.api.library.removeFolder.mutate({ id: root!.id });
    expect((await service.api.tracks.list.query({ query: '' })).total).toBe(0);
    await scan([music]);
    expect((await service.api.tracks.list.query({ query: '' })).rows).toMatchObject([{ id, title: 'mine' }]);
  });

  it('become one when a folder around them is added', async () => {
    const folder = temporaryFolder();
    for (const name of ['in/one', 'in/two', 'three']) {
      makeAudio(join(folder, 'music', name, 'a.mp3'), { tags: { title: name }, seconds: 1 });
    }
    const service = await startService(join(folder, 'library'), ['--no-mount', '--no-analysis']);
    for (const path of ['music/in/one', 'music/in/two', 'music']) {
      await service.api.scan.start.mutate({ paths: [join(folder, path)] });
    }
    while (!(await service.api.scan.wait.mutate({ for: 'tags', milliseconds: 20_000 })).settled);
    expect(await service.api.library.summary.query()).toMatchObject({
      tracks: 3,
      missing: 0,
      folders: [{ path: join(folder, 'music') }],
    });
  });
});
