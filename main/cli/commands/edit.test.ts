import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EditResult } from '../../../app/model/history.ts';
import { FakeService } from '../testing/fake-service.ts';
import * as edit from './edit.ts';

const RESULT: EditResult = {
  batch: 9,
  tracks: 1,
  changes: [
    { batch: 9, trackId: 4, author: 'x', at: 1, field: 'genre', before: null, after: ['Jazz', 'Folk'], undoneBy: null },
    { batch: 9, trackId: 4, author: 'x', at: 1, field: 'mood', before: ['Calm'], after: null, undoneBy: null },
  ],
};
const CHANGES = ['4  genre: (none) → Jazz; Folk', '4  mood: Calm → (none)'];

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('tracks', 'ids', ({ query }) => (query === 'none' ? [] : [4, 5]));
  service.answer('tracks', 'unshown', []);
  service.answer('tracks', 'edit', ({ dryRun }) => (dryRun ? { ...RESULT, batch: null } : RESULT));
});
afterAll(() => service.stop());

/** The changes that a command line asks for. */
async function changesOf(...words: string[]): Promise<unknown> {
  await service.run(edit, 'id:1', ...words);
  return (service.calls[1]![1] as { changes: unknown }).changes;
}

describe('descant edit', () => {
  it('gives all tracks that match the values, and tells what changed and how to undo it', async () => {
    const { code, stdout } = await service.run(edit, 'artist:a', '-genre:rock', 'genre=Jazz', 'genre=Folk', 'mood=');
    expect(service.calls).toEqual([
      ['tracks.ids', { query: 'artist:a -genre:rock' }],
      ['tracks.edit', { ids: [4, 5], changes: { genre: ['Jazz', 'Folk'], mood: null }, dryRun: false }],
      ['tracks.unshown', { ids: [4, 5] }],
    ]);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([...CHANGES, '1 of 2 tracks changed (batch 9; to undo: descant undo 9)', '']);
  });

  it('only tells what would change with --dry-run', async () => {
    expect((await service.run(edit, 'id:4', 'genre=Jazz', '--dry-run')).stdout.split('\n')).toEqual([
      ...CHANGES,
      '1 of 2 tracks would change',
      '',
    ]);
    expect(service.calls[1]?.[1]).toMatchObject({ dryRun: true });
    const { stdout } = await service.run(edit, 'id:4', 'genre=Jazz', '--dry-run', '--json');
    expect(JSON.parse(stdout)).toEqual({ ...RESULT, batch: null, matched: 2, dryRun: true, unshown: [] });
  });

  it('says how many tracks it does not list', async () => {
    service.answer('tracks', 'edit', { ...RESULT, tracks: 1202 });
    const { stdout } = await service.run(edit, 'id:4', 'genre=Jazz');
    expect(stdout.split('\n').slice(1, -1)).toEqual([
      CHANGES[1],
      '… and 1201 more tracks',
      '1202 of 2 tracks changed (batch 9; to undo: descant undo 9)',
    ]);
    service.answer('tracks', 'edit', ({ dryRun }) => (dryRun ? { ...RESULT, batch: null } : RESULT));
  });

  it('names the tracks whose change the mount cannot show', async () => {
    service.answer('tracks', 'unshown', [4, 5]);
    const { stdout } = await service.run(edit, 'id:4', 'genre=Jazz');
    expect(stdout.split('\n').slice(-2)).toEqual([
      'The mount cannot show this, because no header can be written for the file; descant health says more: 4, 5',
      '',
    ]);
    expect(JSON.parse((await service.run(edit, 'id:4', 'genre=Jazz', '--json')).stdout)).toMatchObject({
      unshown: [4, 5],
    });
    service.answer('tracks', 'unshown', []);
  });

  it('names no batch where nothing changed', async () => {
    service.answer('tracks', 'edit', { batch: null, tracks: 0, changes: [] });
    expect((await service.run(edit, 'id:4', 'genre=Jazz')).stdout).toBe('0 of 2 tracks changed\n');
    service.answer('tracks', 'edit', RESULT);
  });

  it('takes fields of several words, and values with "=" or line breaks', async () => {
    expect(await changesOf('my field.x-y_1=a=b', 'lyrics=one\ntwo', '__proto__=z')).toEqual(
      JSON.parse('{"my field.x-y_1":["a=b"],"lyrics":["one\\ntwo"],"__proto__":["z"]}'),
    );
    // The last word on a field counts.
    expect(await changesOf('genre=a', 'genre=')).toEqual({ genre: null });
    expect(await changesOf('genre=', 'genre=a')).toEqual({ genre: ['a'] });
  });

  it('takes everything else for the query', async () => {
    await service.run(edit, '=x', '-a=b', 'title::^=', 'genre=x');
    expect(service.calls[0]?.[1]).toEqual({ query: '=x -a=b title::^=' });
  });

  it.each([
    [['id:4'], 'name the change: field=value, or field= to remove the field'],
    [['genre=x'], 'name the tracks: a query such as id:12 or album:"Northern Mountains"'],
  ])('refuses %j', async (words, message) => {
    await expect(service.run(edit, ...words)).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS', message });
  });

  it('never takes an unfinished term for every track', async () => {
    for (const words of [['album:'], ['missing: title:x']]) {
      await expect(service.run(edit, ...words, 'genre=Jazz')).rejects.toMatchObject({ code: 'BAD_QUERY' });
      expect(service.calls).toEqual([]);
    }
  });

  it('fails where no track matches', async () => {
    await expect(service.run(edit, 'none', 'genre=x')).rejects.toMatchObject({
      code: 'NO_MATCH',
      message: 'no track matches none',
    });
    expect(service.calls).toHaveLength(1);
  });
});
