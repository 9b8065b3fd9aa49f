import { describe, expect, it } from 'vitest';
import { fold } from './fold.ts';

describe('folding text', () => {
  it.each([
    ['Beyoncé', 'beyonce'],
    ['Čas', 'cas'],
    ['Søster', 'soster'],
    ['Ænima', 'aenima'],
    ['Straße', 'strasse'],
    ['ﬁn', 'fin'],
    ['Ночь', 'ночь'],
    ['夜', '夜'],
    ['AC/DC', 'ac/dc'],
  ])('takes %s as %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });
});
