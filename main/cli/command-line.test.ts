import { describe, expect, it } from 'vitest';
import { readArguments, readNumber, UsageError } from './command-line.ts';

describe('the arguments of a command', () => {
  it('are the common options, its own, and words', () => {
    const { values, positionals } = readArguments(['genre:jazz', '--json', '--library', '/l', '--limit', '3'], {
      limit: { type: 'string' },
    });
    expect(values).toMatchObject({ json: true, library: '/l', limit: '3' });
    expect(positionals).toEqual(['genre:jazz']);
  });

  it('may be terms of a query that exclude something', () => {
    expect(readArguments(['-genre:jazz', 'a-b', '-'], {}).positionals).toEqual(['-genre:jazz', 'a-b', '-']);
  });

  it('may be options whose value is such a term', () => {
    const { values } = readArguments(['--query', '-genre:jazz', '--limit=-1', '--json'], {
      query: { type: 'string' },
      limit: { type: 'string' },
    });
    expect(values).toMatchObject({ query: '-genre:jazz', limit: '-1', json: true });
  });

  it('are refused where the command would not read all of its words', () => {
    expect(readArguments(['12'], {}, 1).positionals).toEqual(['12']);
    expect(() => readArguments(['12', '13'], {}, 1)).toThrow(
      expect.objectContaining({ code: 'ERR_PARSE_ARGS', message: '"13" is more than this command takes' }),
    );
  });

  it.each([
    [['--loud'], 'there is no option --loud'],
    [['--limt', '3'], 'there is no option --limt; did you mean --limit?'],
    [['--libary=/l'], 'there is no option --libary; did you mean --library?'],
    [['--library'], '--library takes a value'],
    [['--limit', '--json'], '--limit takes a value'],
    [['--json=yes'], '--json takes no value'],
  ])('%j are refused: %s', (argv, message) => {
    expect(() => readArguments(argv, { limit: { type: 'string' } })).toThrow(
      expect.objectContaining({ code: 'ERR_PARSE_ARGS', message }),
    );
  });

  it('may have anything behind two dashes, and values joined to their option', () => {
    const { values, positionals } = readArguments(['--limit=--x', '--', '--loud'], { limit: { type: 'string' } });
    expect([values.limit, positionals]).toEqual(['--x', ['--loud']]);
  });
});

describe('a number among the arguments', () => {
  it.each([
    ['0', 0, 0],
    ['12', 1, 12],
  ])('%s is taken from %d on', (text, least, number) => expect(readNumber('--limit', text, least)).toBe(number));

  it.each([
    ['0', 1],
    ['1.5', 0],
    ['x', 0],
    ['-1', 0],
  ])('%s is refused where at least %d is asked for', (text, least) => {
    expect(() => readNumber('--limit', text, least)).toThrow(UsageError);
    expect(() => readNumber('--limit', text, least)).toThrow(
      `--limit takes a whole number of at least ${least}, not "${text}"`,
    );
  });

  it.each(['201', '0', '', ' ', 'x'])('"%s" is refused where 1 to 200 are asked for', (text) => {
    expect(readNumber('--limit', '200', 1, 200)).toBe(200);
    expect(() => readNumber('--limit', text, 1, 200)).toThrow(
      `--limit takes a whole number from 1 to 200, not "${text}"`,
    );
  });
});
