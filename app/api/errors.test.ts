import { TRPCError } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import { z } from '../model/schema.ts';
import { QueryError } from '../library/query/rule.ts';
import { said } from '../model/messages.ts';
import { errorDetail, messageOf, toApiError } from './errors.ts';

const coded = (code: unknown, more = {}): Error => Object.assign(new Error('what happened'), { code, ...more });

describe('an error of the library as one of the API', () => {
  it.each([
    ['BAD_QUERY', 'BAD_REQUEST'],
    ['BAD_FIELD', 'BAD_REQUEST'],
    ['INVALID_VALUE', 'BAD_REQUEST'],
    ['BAD_PICTURE', 'BAD_REQUEST'],
    ['BAD_TEMPLATE', 'BAD_REQUEST'],
    ['BAD_SETTING', 'BAD_REQUEST'],
    ['NOT_A_FOLDER', 'BAD_REQUEST'],
    ['OVERLAPPING_FOLDER', 'CONFLICT'],
    ['NOT_FOUND', 'NOT_FOUND'],
    ['SCAN_RUNNING', 'CONFLICT'],
    ['REBUILD_RUNNING', 'CONFLICT'],
    ['BUSY', 'CONFLICT'],
    ['DECODE_FAILED', 'UNPROCESSABLE_CONTENT'],
    ['TOO_SHORT', 'UNPROCESSABLE_CONTENT'],
    ['SOMETHING_ELSE', 'INTERNAL_SERVER_ERROR'],
    [undefined, 'INTERNAL_SERVER_ERROR'],
  ])('%s becomes %s, and keeps its message and cause', (code, expected) => {
    const error = coded(code);
    expect(toApiError(error)).toMatchObject({ code: expected, message: 'what happened', cause: error });
  });

  it('stays one that is of the API already', () => {
    const error = new TRPCError({ code: 'UNAUTHORIZED' });
    expect(toApiError(error)).toBe(error);
  });
});

describe('what clients learn of an error', () => {
  it('is its code and path', () => {
    expect(errorDetail(coded('BUSY', { path: '/mnt/music' }))).toEqual({
      reason: 'BUSY',
      path: '/mnt/music',
      position: null,
      query: null,
      said: null,
    });
  });

  it('is that it is internal where there is no code', () => {
    for (const error of [coded(12, { path: 12 }), 'text', null, undefined]) {
      expect(errorDetail(error)).toEqual({ reason: 'INTERNAL', path: null, position: null, query: null, said: null });
    }
  });

  it('is where in a query the mistake is', () => {
    const error = toApiError(new QueryError('no', 4, 'abc ('));
    expect(errorDetail(error)).toEqual({ reason: 'BAD_QUERY', path: null, position: 4, query: 'abc (', said: null });
  });

  it('is the sentence in parts, for those who show it in another language', () => {
    const sentence = said('query-sort', { field: 'mood' });
    const error = toApiError(new QueryError(sentence, 0));
    expect(error.message).toBe('tracks cannot be sorted by "mood"');
    expect(errorDetail(error).said).toEqual(sentence);
  });

  it('is the code of its cause, or for a mistake in the request that of the API', () => {
    const reason = (error: TRPCError): string => errorDetail(error).reason;
    expect(errorDetail(toApiError(coded('BUSY', { path: '/mnt' })))).toMatchObject({ reason: 'BUSY', path: '/mnt' });
    expect(reason(new TRPCError({ code: 'BAD_REQUEST', cause: new SyntaxError('x') }))).toBe('BAD_REQUEST');
    expect(reason(new TRPCError({ code: 'UNAUTHORIZED' }))).toBe('UNAUTHORIZED');
    expect(reason(new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: new Error('x') }))).toBe('INTERNAL');
  });

  it('is its message, or what is wrong with each part of the input', () => {
    expect(messageOf(new TRPCError({ code: 'BAD_REQUEST', message: 'no', cause: new Error('x') }))).toBe('no');
    const input = z.object({ ids: z.array(z.int({ error: 'no id' })) }).refine(() => false, 'too many');
    const cause = (given: unknown): unknown => input.safeParse(given).error;
    const told = (given: unknown): string => messageOf(new TRPCError({ code: 'BAD_REQUEST', cause: cause(given) }));
    const detail = errorDetail(new TRPCError({ code: 'BAD_REQUEST', cause: cause({}) }));
    expect(detail).toMatchObject({ reason: 'BAD_REQUEST', said: { code: 'refused-part', values: { place: 'ids' } } });
    expect([told({ ids: ['a', 1, 'b'] }), told({ ids: [] })]).toEqual(['ids.0: no id; ids.2: no id', 'too many']);
  });
});
