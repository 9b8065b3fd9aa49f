import { describe, expect, it } from 'vitest';
import type { LibraryService } from '../service/service.ts';
import { queryRoutes } from './routes/queries.ts';

// The routes of queries use no library.
const api = queryRoutes.createCaller({ service: undefined as unknown as LibraryService });

describe('queries', () => {
  it('become rules, and rules queries', async () => {
    const parsed = await api.parse({ query: '(genre:=Folk|Rock) -is:edited added:-1w.. year- limit:5' });
    expect(parsed).toMatchObject({ sort: [{ field: 'year', descending: true }], limit: 5, seed: null });
    const query = await api.print({ ...parsed, sort: [...parsed.sort] });
    expect(query).toBe('(genre:=Folk , genre:=Rock) -is:edited added:-1w.. year- limit:5');
  });

  it('are refused where they are none', async () => {
    await expect(api.parse({ query: '(' })).rejects.toThrow('never closed');
    await expect(api.print({ rule: { is: { field: 'year', text: 'old' } } })).rejects.toThrow('not a number');
    await expect(api.print({ rule: { nonsense: 1 } as never })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});
