import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseQuery } from '../../../app/library/query/parse.ts';
import { printQuery } from '../../../app/library/query/print.ts';
import type { Rule } from '../../../app/library/query/rule.ts';
import { FakeService } from '../testing/fake-service.ts';
import * as query from './query.ts';

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('queries', 'parse', ({ query: text }) => parseQuery(text) as never);
  service.answer('queries', 'print', ({ rule, sort = [] }) =>
    printQuery({ rule: rule as Rule, sort, limit: null, seed: null }),
  );
});
afterAll(() => service.stop());

describe('descant query', () => {
  it('says what a query means', async () => {
    const { code, stdout } = await service.run(query, 'genre:folk', 'is:lossless');
    expect(code).toBe(0);
    expect(stdout).toBe('all of these:\n  genre contains “folk”\n  is lossless\n');
  });

  it('gives the rule to programs, and takes what it gave', async () => {
    const { stdout } = await service.run(query, 'genre:folk year-', '--json');
    const given = JSON.parse(stdout) as object;
    expect(given).toEqual({
      query: 'genre:folk year-',
      rule: { contains: { field: 'genre', text: 'folk' } },
      sort: [{ field: 'year', descending: true }],
      limit: null,
      seed: null,
    });
    expect((await service.run(query, '--rule', stdout)).stdout).toBe('genre:folk year-\n');
  });

  it('writes the query of a rule alone', async () => {
    expect((await service.run(query, '--rule', '{"not":{"has":"lyrics"}}')).stdout).toBe('missing:lyrics\n');
    expect(service.calls[0]).toEqual(['queries.print', { rule: { not: { has: 'lyrics' } }, sort: [] }]);
  });

  it.each([[[]], [['genre:folk', '--rule', '{}']], [['--rule', '{']], [['--rule', '7']], [['--rule', 'null']]])(
    'refuses %j',
    async (words) => {
      await expect(service.run(query, ...words)).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS' });
    },
  );
});
