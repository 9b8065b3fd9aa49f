import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeService } from '../testing/fake-service.ts';
import * as rate from './rate.ts';

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('tracks', 'ids', ({ query }) => (query === 'none' ? [] : [4, 5]));
  service.answer('tracks', 'unshown', []);
  service.answer('tracks', 'edit', ({ dryRun }) => ({
    batch: dryRun ? null : 9,
    tracks: 1,
    changes: [
      { batch: 9, trackId: 4, author: 'x', at: 1, field: 'rating', before: ['3'], after: ['4.5'], undoneBy: null },
    ],
  }));
});
afterAll(() => service.stop());

describe('descant rate', () => {
  it('rates all tracks that match, and tells what changed and how to undo it', async () => {
    const { code, stdout } = await service.run(rate, 'artist:a', 'genre:rock', '4,5');
    expect(service.calls).toEqual([
      ['tracks.ids', { query: 'artist:a genre:rock' }],
      ['tracks.edit', { ids: [4, 5], changes: { rating: ['4.5'] }, dryRun: false }],
      ['tracks.unshown', { ids: [4, 5] }],
    ]);
    expect(code).toBe(0);
    expect(stdout).toBe('4  rating: 3 → 4.5\n1 of 2 tracks changed (batch 9; to undo: descant undo 9)\n');
  });

  it.each([
    ['0', ['0']],
    ['none', null],
  ])('takes %s for %j', async (typed, rating) => {
    await service.run(rate, 'id:4', typed, '--dry-run', '--json');
    expect(service.calls[1]?.[1]).toEqual({ ids: [4, 5], changes: { rating }, dryRun: true });
  });

  it.each([[[]], [['id:4']], [['id:4', '6']], [['id:4', '4.2']], [['id:4', 'None']]])(
    'refuses %j with what it takes',
    async (words) => {
      await expect(service.run(rate, ...words)).rejects.toMatchObject({
        code: 'ERR_PARSE_ARGS',
        message:
          'rate takes a query and a rating from 0 to 5 in halves, such as 4 or 4.5, or none to take the rating away',
      });
    },
  );

  it('asks for a query, and says where it matches nothing', async () => {
    await expect(service.run(rate, '4')).rejects.toMatchObject({
      message: 'name the tracks: a query such as id:12 or album:"Northern Mountains"',
    });
    await expect(service.run(rate, 'none', '4')).rejects.toMatchObject({ code: 'NO_MATCH' });
  });

  it('asks for tracks that cannot be shown in parts, so that no address becomes too long', async () => {
    service.answer('tracks', 'ids', ({ query }) =>
      query === 'none' ? [] : query === 'all' ? Array.from({ length: 2001 }, (_, i) => i + 1) : [4, 5],
    );
    service.answer('tracks', 'unshown', ({ ids }) => ids.slice(-1));
    const { stdout } = await service.run(rate, 'all', '4', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ matched: 2001, unshown: [1000, 2000, 2001] });
  });
});
