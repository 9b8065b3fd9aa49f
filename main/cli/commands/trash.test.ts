import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SoundCopy } from '../../../app/model/duplicates.ts';
import { FakeService } from '../testing/fake-service.ts';
import * as trash from './trash.ts';

const copy = (id: number): SoundCopy => ({
  id,
  title: 'Title',
  artist: 'Artist',
  album: 'Album',
  kind: 'FLAC',
  bitrate: 900_000,
  bytes: id * 1_000_000,
  duration: 187,
  why: null,
  reason: null,
  sameAudio: true,
  sameBytes: null,
  path: id === 2 ? '/music/\ufffd' : `/music/${id}`,
  ...(id === 2 ? { pathBase64: Buffer.from([0x2f, 0xff]).toString('base64') } : {}),
});

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('duplicates', 'copiesOf', ({ groups }) => groups.map((ids) => ids.toReversed().map(copy)));
  service.answer('tracks', 'list', { total: 2, duration: 9, bytes: 3_000_000, offset: 0, rows: [] });
  service.answer('duplicates', 'keptFiles', []);
  service.answer('tracks', 'edit', { batch: 4, tracks: 2, changes: [] });
});
afterAll(() => service.stop());
beforeEach(() => service.answer('tracks', 'ids', [1, 2]));

describe('descant trash', () => {
  it('lists the tracks in the trash with what their files hold', async () => {
    expect((await service.run(trash)).stdout).toBe(
      [
        '1  FLAC  1.0 MB  Artist  Title  /music/1',
        '2  FLAC  2.0 MB  Artist  Title  /music/\ufffd',
        '2 tracks in the trash; their files hold 3.0 MB and are untouched. descant trash paths lists them for other tools.',
        '',
      ].join('\n'),
    );
    expect(service.calls[0]).toEqual(['tracks.list', { query: 'trashed:yes', limit: 0 }]);
  });

  it('lists those of a query, as JSON too', async () => {
    const { stdout } = await service.run(trash, 'list', 'genre:folk', ',', 'genre:jazz', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      total: 2,
      bytes: 3_000_000,
      tracks: [{ id: 1, size: 1_000_000 }, { id: 2 }],
    });
    expect(service.calls[0]?.[1]).toMatchObject({ query: 'trashed:yes (genre:folk , genre:jazz)' });
  });

  it('restores tracks as one batch', async () => {
    expect((await service.run(trash, 'restore')).stdout).toBe('2 tracks restored (batch 4; to undo: descant undo 4)\n');
    expect(service.calls.at(-1)).toEqual([
      'tracks.edit',
      { ids: [1, 2], changes: { trashed: null }, note: 'restored from the trash' },
    ]);
    service.answer('tracks', 'ids', []);
    expect((await service.run(trash, 'restore', 'x')).stdout).toBe('nothing to restore\n');
    expect(JSON.parse((await service.run(trash, 'restore', '--json')).stdout)).toEqual({ batch: null, tracks: 0 });
  });

  it('prints the bytes of the paths for other tools', async () => {
    const { stdout } = await service.run(trash, 'paths', '--null');
    expect(stdout.split('\0')).toHaveLength(3);
    expect((await service.run(trash, 'paths')).stdout.split('\n')[0]).toBe('/music/1');
    expect(JSON.parse((await service.run(trash, 'paths', '--json')).stdout)).toEqual({
      paths: [
        { id: 1, path: '/music/1', size: 1_000_000 },
        { id: 2, path: '/music/\ufffd', size: 2_000_000 },
      ],
      leftOut: [],
    });
  });

  it('leaves out the paths of files that other tracks have, too, and says so', async () => {
    service.answer('duplicates', 'keptFiles', [{ id: 1, path: '/other/1' }]);
    const { stdout, stderr } = await service.run(trash, 'paths');
    expect(stdout.split('\n')).toHaveLength(2);
    expect(stderr).toBe('left out: /music/1 is the same file as /other/1, which is not in the trash\n');
    expect(JSON.parse((await service.run(trash, 'paths', '--json')).stdout)).toEqual({
      paths: [{ id: 2, path: '/music/\ufffd', size: 2_000_000 }],
      leftOut: [{ id: 1, path: '/music/1', kept: '/other/1' }],
    });
    service.answer('duplicates', 'keptFiles', []);
  });

  it('says that it is empty', async () => {
    service.answer('tracks', 'ids', []);
    service.answer('tracks', 'list', { total: 0, duration: 0, bytes: 0, offset: 0, rows: [] });
    expect((await service.run(trash)).stdout).toBe('The trash is empty.\n');
  });

  it('refuses other actions', async () => {
    await expect(service.run(trash, 'empty')).rejects.toMatchObject({
      message: 'trash takes list, restore, paths, not "empty"',
    });
    await expect(service.run(trash, 'list', '--null')).rejects.toMatchObject({ message: 'trash list takes no --null' });
  });
});
