import { describe, expect, it } from 'vitest';
import { changeTags } from '../testing-tracks.ts';

const replaced = (title: string, given: Record<string, string | boolean>) =>
  changeTags('replace', { fields: 'title', ...given }, { title: [title], album: [title] });

describe('replacing plain text', () => {
  it('replaces it wherever it stands, in the fields that are named', () => {
    expect(replaced('a.b.c', { find: '.', with: ' $1 ' })).toEqual({ title: ['a $1 b $1 c'] });
    expect(replaced('one two', { find: ' two' })).toEqual({ title: ['one'] });
  });

  it('looks at capitals unless told', () => {
    expect(replaced('The the', { find: 'the', with: 'x' })).toEqual({ title: ['The x'] });
    expect(replaced('The the', { find: 'the', with: 'x', case: 'no' })).toEqual({ title: ['x x'] });
  });

  it('replaces whole values where asked', () => {
    expect(replaced('one two', { find: 'one', with: 'x', whole: true })).toEqual({});
    expect(replaced('a.b', { find: 'a.b', with: 'x', whole: true })).toEqual({ title: ['x'] });
    expect(replaced('acb', { find: 'a.b', with: 'x', whole: true })).toEqual({});
  });

  it('looks into all fields for "all"', () => {
    expect(changeTags('replace', { fields: 'all', find: 'x', with: 'y' }, { title: ['x'], mood: ['x', 'z'] })).toEqual({
      title: ['y'],
      mood: ['y', 'z'],
    });
  });

  it('removes values without text', () => {
    expect(replaced('N/A', { find: 'N/A' })).toEqual({ title: null });
  });
});

describe('replacing by a regular expression', () => {
  it('offers its groups, by number and by name', () => {
    expect(
      replaced('Tide, Vale', { find: String.raw`(\w+), (?<last>\w+)`, with: '$<last> $1 [$&] $$', regex: true }),
    ).toEqual({ title: ['Vale Tide [Tide, Vale] $'] });
  });

  it('does not offer what stands around a match', () => {
    expect(replaced('abc', { find: 'b', with: "$'$`", regex: true })).toEqual({ title: ["a$'$`c"] });
  });

  it('is answered in time, whatever the expression', () => {
    expect(replaced('a'.repeat(5000), { find: '^(a+)+b$', with: '', regex: true })).toEqual({});
  });

  it('refuses what it cannot read', () => {
    expect(() => replaced('a', { find: '(', regex: true })).toThrow(
      /^replace: the regular expression is wrong at character 1: this \( is never closed/,
    );
    expect(() => replaced('a', { find: '(?=b)', regex: true })).toThrow(/cannot look ahead/);
  });

  it('refuses values that are too long, before and after', () => {
    expect(replaced('a'.repeat(16_385), { find: 'a', with: '' })).toMatch(/^title is longer than 16384 characters/);
    expect(replaced('a'.repeat(1000), { find: 'a', with: 'b'.repeat(101) })).toBe(
      'title would become longer than 100000 characters',
    );
  });
});
