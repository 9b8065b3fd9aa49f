import { describe, expect, it } from 'vitest';
import { inEnglish } from './messages.ts';
import { refusedParts, refusedPartsSaid, z } from './schema.ts';

function refused(schema: z.ZodType, value: unknown): string {
  const { error } = schema.safeParse(value);
  if (!error) throw new Error('the value is taken');
  // Pages are told the same in parts.
  expect(inEnglish(refusedPartsSaid(error)!)).toBe(refusedParts(error));
  return refusedParts(error);
}

describe('a value that a schema refuses is described in words', () => {
  it.each([
    [z.string(), 3, 'takes a text, not 3'],
    [z.string().min(1), '', 'takes a text that is not empty'],
    [z.string().min(4), 'abc', 'takes a text of at least 4 characters, not "abc"'],
    [z.string().max(2), 'abc', 'takes a text of at most 2 characters, not "abc"'],
    [z.string().max(2), 'a'.repeat(999), `takes a text of at most 2 characters, not "${'a'.repeat(58)}…`],
    [z.string().regex(/x/), 'abc', 'takes a text of another form, not "abc"'],
    [z.url(), 'abc', 'takes a text of another form (url), not "abc"'],
    [z.boolean(), 'perhaps', 'takes true or false, not "perhaps"'],
    [z.int(), 1.5, 'takes a whole number, not 1.5'],
    [z.int().min(1), 0, 'takes a number of at least 1, not 0'],
    [z.int().positive(), -1, 'takes a number above 0, not -1'],
    [z.number().max(9), 10, 'takes a number of at most 9, not 10'],
    [z.number().multipleOf(2), 3, 'takes a multiple of 2, not 3'],
    [z.array(z.string()).min(1), [], 'takes at least 1 value'],
    [z.array(z.string()).max(2), ['a', 'b', 'c'], 'takes at most 2 values, not ["a","b","c"]'],
    [z.object({}), 1, 'takes an object with named values, not 1'],
    [z.enum(['a', 'b', 'c']), 'x', 'takes a, b or c, not "x"'],
    [z.literal('a'), 'x', 'takes a, not "x"'],
    [z.union([z.string(), z.array(z.string())]), 3, 'takes a text or a list, not 3'],
    [z.union([z.object({ a: z.int() }), z.object({ b: z.int() })]), {}, 'takes a value of another form, not {}'],
    [z.strictObject({}), { up: 1 }, 'there is no "up"'],
    [z.string().or(z.null()), undefined, 'is missing; it takes a text or nothing'],
    [z.date(), 'x', 'takes date, not "x"'],
  ])('case %#: %o', (schema, value, words) => {
    expect(refused(schema, value)).toBe(words);
  });

  it('tells pages what each sentence is made of', () => {
    const { error } = z
      .object({ limit: z.number().max(9), kind: z.union([z.string(), z.int()]) })
      .safeParse({ limit: 10 });
    expect(refusedPartsSaid(error!)).toMatchObject({
      code: 'refused-several',
      why: {
        code: 'refused-part',
        values: { place: 'limit' },
        why: { code: 'takes-not', values: { value: '10' }, why: { code: 'taken-number-most', values: { size: 9 } } },
      },
      also: {
        code: 'refused-part',
        values: { place: 'kind' },
        why: {
          code: 'takes-missing',
          why: { code: 'taken-either', why: { code: 'taken-text' }, also: { code: 'taken-number' } },
        },
      },
    });
    const own = z
      .string()
      .refine(() => false, 'another view has the same name')
      .safeParse('x');
    expect(refusedPartsSaid(own.error!)).toEqual({ code: 'rule-view-name', values: {} });
  });

  it('names the parts, says which are missing, and keeps the words of a schema of its own', () => {
    const schema = z.object({ ids: z.array(z.int({ error: 'no id' })), name: z.string(), kind: z.enum(['a', 'b']) });
    expect(refused(schema, { ids: [1, 'x'], name: 7 })).toBe(
      'ids.1: no id; name takes a text, not 7; kind is missing; it takes a or b',
    );
  });
});
