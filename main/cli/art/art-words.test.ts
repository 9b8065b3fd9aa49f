import { describe, expect, it } from 'vitest';
import { anyType, formatOf, pixels, shownValues } from './art-words.ts';

describe('words about pictures', () => {
  it('name the type and the beginning of the hash of stored pictures, and the place of those in the file', () => {
    const values = [`3:${'ab'.repeat(32)}:words: more`, 'file:0', 'odd'];
    expect(shownValues('picture', values)).toBe('front abababab; picture 1 of the file; odd');
    expect(shownValues('picture', null)).toBe('(none)');
    expect(shownValues('genre', ['file:0', 'Folk'])).toBe('file:0; Folk');
  });

  it('say the size and the format', () => {
    expect([pixels({ width: 3, height: 4 }), pixels({ width: 0, height: 0 })]).toEqual(['3 × 4', 'unknown size']);
    expect(['image/jpeg', 'image/png', 'image/webp'].map(formatOf)).toEqual(['JPEG', 'PNG', 'WebP']);
  });

  it('list the types for one that is unknown', () => {
    expect([anyType('booklet'), anyType(undefined)]).toEqual(['booklet', null]);
    expect(() => anyType('side')).toThrow(/^--type takes other, icon, other-icon, front, back, .*, not "side"$/);
  });
});
