import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FacetGroup } from '../../../app/model/facets.ts';
import { FakeService } from '../testing/fake-service.ts';
import * as facets from './facets.ts';

const VALUES: readonly FacetGroup[] = [
  {
    value: 'Hip-Hop',
    tracks: 123,
    variants: [
      { value: 'Hip-Hop', tracks: 120 },
      { value: 'hip hop', tracks: 3 },
    ],
  },
  { value: 'Folk', tracks: 7, variants: [{ value: 'Folk', tracks: 7 }] },
];

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('facets', 'list', { field: 'genre', total: 2, offset: 0, values: VALUES });
});
afterAll(() => service.stop());

describe('descant facets', () => {
  it('lists the values of a field with the number of their tracks', async () => {
    expect((await service.run(facets, 'genres', 'year:1999', '-artist:x', '--sort', 'name')).stdout).toBe(
      'Hip-Hop  123\nFolk     7\n',
    );
    const page = { offset: 0, limit: 5000 };
    const request = { field: 'genres', query: 'year:1999 -artist:x', search: '', sort: 'name', variantsOnly: false };
    expect(service.calls).toEqual([['facets.list', { ...request, ...page }]]);
    expect(JSON.parse((await service.run(facets, 'genres', '--json')).stdout)).toEqual({
      field: 'genre',
      total: 2,
      values: VALUES,
    });
  });

  it('tells the spellings of values apart', async () => {
    expect((await service.run(facets, 'genre', '--variants', '--limit', '2')).stdout).toBe(
      'Hip-Hop 120 · hip hop 3\nFolk 7\n',
    );
    expect(service.calls[0]?.[1]).toMatchObject({ variantsOnly: true, limit: 2 });
  });

  it('asks for a field, and refuses what values cannot be sorted by', async () => {
    await expect(service.run(facets)).rejects.toThrow('takes the name of a field');
    await expect(service.run(facets, 'genre', '--sort', 'x')).rejects.toThrow('--sort takes count, name');
  });
});
