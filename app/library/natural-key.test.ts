import { describe, expect, it } from 'vitest';
import { naturalKey } from './natural-key.ts';

const inOrder = (...texts: readonly string[]): string[] => {
  const keys = new Map(texts.map((text) => [text, naturalKey(text)]));
  return texts.toSorted((a, b) => (keys.get(a)! < keys.get(b)! ? -1 : keys.get(a)! > keys.get(b)! ? 1 : 0));
};

describe('natural order', () => {
  it.each([
    [['part 1', 'part 2', 'part 10', 'part 12', 'part 100']],
    [['0', '1', '9', '10', '99', '100']],
    [['2 become 1', '7th', '10cc', '99 problems', 'abc']],
    [['a 2 b 9', 'a 2 b 10', 'a 10 b 1']],
    [['1', '1 b', '1a', '2']],
    [['no. 999999999', 'no. 1000000000', 'no. 9999999999', `no. 1${'0'.repeat(18)}`, `no. 1${'0'.repeat(40)}`]],
    [['- 3', '3', 'c']],
  ])('of %j', (texts) => {
    expect(inOrder(...texts.toReversed())).toEqual(texts);
  });

  it('does not count leading zeros', () => {
    expect(naturalKey('01')).toBe(naturalKey('1'));
    expect(naturalKey('part 007')).toBe(naturalKey('part 7'));
    expect(naturalKey('000')).toBe(naturalKey('0'));
  });

  it('leaves text without numbers alone', () => {
    expect(naturalKey('legends of the north')).toBe('legends of the north');
    expect(naturalKey('')).toBe('');
  });
});
