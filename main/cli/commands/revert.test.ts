import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeService } from '../testing/fake-service.ts';
import * as revert from './revert.ts';

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('tracks', 'ids', ({ query }) => (query === 'none' ? [] : [4, 5]));
  service.answer('tracks', 'unshown', []);
  service.answer('tracks', 'revert', {
    batch: 9,
    tracks: 1,
    changes: [
      { batch: 9, trackId: 4, author: 'x', at: 1, field: 'title', before: ['b'], after: ['a'], undoneBy: null },
    ],
  });
});
afterAll(() => service.stop());

describe('descant revert', () => {
  it('takes the named fields back, and tells what changed and how to undo it', async () => {
    const { stdout } = await service.run(revert, 'album:x', 'title', 'genre');
    expect(service.calls.slice(0, 2)).toEqual([
      ['tracks.ids', { query: 'album:x' }],
      ['tracks.revert', { ids: [4, 5], fields: ['title', 'genre'] }],
    ]);
    expect(stdout).toBe('4  title: b → a\n1 of 2 tracks changed (batch 9; to undo: descant undo 9)\n');
  });

  it('takes all fields back where that is asked for', async () => {
    await service.run(revert, 'album:x', '--all');
    expect(service.calls[1]?.[1]).toEqual({ ids: [4, 5], fields: null });
  });

  it('says where the query matches nothing', async () => {
    await expect(service.run(revert, 'none', '--all')).rejects.toMatchObject({ code: 'NO_MATCH' });
  });

  it.each([[[]], [['']], [['album:x']], [['album:x', 'title', '--all']]])('refuses %j', async (words) => {
    await expect(service.run(revert, ...words)).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS' });
  });
});
