import { describe, expect, it } from 'vitest';
import {
  choiceOfTerm,
  facetTerm,
  facetTermIn,
  queryForColumn,
  queryParts,
  termAfterChoice,
  withFacet,
} from './query-text.ts';

describe('the query as text', () => {
  it('marks fields and signs and gives the text back unchanged', () => {
    const query = ' genre:folk  year:1996..2024 -is:duplicate "deep path" a:b , :x "open';
    const parts = queryParts(query);
    expect(parts.map((part) => part.text).join('')).toBe(query);
    expect(parts.filter((part) => part.kind === 'field').map((part) => part.text)).toEqual([
      'genre:',
      'year:',
      '-',
      'is:',
      'a:',
    ]);
    expect(parts.filter((part) => part.kind === 'sign').map((part) => part.text)).toEqual([',']);
  });

  it('takes a minus without a field as part of the word', () => {
    expect(queryParts('-live')).toEqual([
      { text: '-', kind: 'words' },
      { text: 'live', kind: 'words' },
    ]);
  });

  it('writes a facet into the query, replaces it in place and takes it away', () => {
    const chosen = withFacet('deep  path', 'genre', 'genre:="Folk"');
    expect(chosen).toBe('deep path genre:="Folk"');
    const more = withFacet(chosen, 'album', 'album:="Siege"');
    expect(withFacet(more, 'genre', 'genre:="Free Jazz"')).toBe('deep path genre:="Free Jazz" album:="Siege"');
    expect(withFacet(more, 'genre', null)).toBe('deep path album:="Siege"');
  });

  it('finds the term of every value it wrote', () => {
    for (const value of ['Folk', 'Drum & Bass', 'The "Best" of', 'back\\slash', 'a, b; c', '-x', '']) {
      for (const term of [facetTerm('genre', value), facetTerm('genre', value, true)]) {
        expect(facetTermIn(withFacet('words', 'genre', term), 'genre')).toBe(term);
        expect(choiceOfTerm('genre', term).values).toEqual([value]);
      }
    }
    expect(choiceOfTerm('genre', 'genre:=Jazz').values).toEqual(['Jazz']);
    expect(choiceOfTerm('genre', null)).toEqual({ values: [], spelled: false });
  });

  it('doubles the quotation marks of a value', () => {
    const term = facetTerm('album', 'The "Best" (of)');
    expect(term).toBe('album:="The ""Best"" (of)"');
    expect(choiceOfTerm('album', term).values).toEqual(['The "Best" (of)']);
  });

  it('asks for one of several spellings of a value', () => {
    expect(facetTerm('genre', 'hip hop', true)).toBe('genre:=="hip hop"');
    expect(queryParts('genre:=="hip hop"')).toEqual([
      { text: 'genre:==', kind: 'field' },
      { text: '"hip hop"', kind: 'words' },
    ]);
  });

  it('stands for tracks without a value', () => {
    expect(facetTerm('genre', '')).toBe('genre:=""');
    expect(choiceOfTerm('genre', 'genre:=""').values).toEqual(['']);
  });

  it('does not take a field for another that begins with the same letters', () => {
    expect(facetTermIn('albumartist:="Ember Quartet"', 'album')).toBeNull();
  });

  it('counts a column in the query of the columns left of it', () => {
    const query = 'deep genre:="Folk" albumartist:="Ember" album:="Siege"';
    expect(queryForColumn(query, 'genre')).toBe('deep');
    expect(queryForColumn(query, 'albumartist')).toBe('deep genre:="Folk"');
    expect(queryForColumn(query, 'kind')).toBe(query);
  });

  it('holds a facet for all alternatives, not for the last one alone', () => {
    expect(withFacet('folk , jazz', 'genre', 'genre:="Rock"')).toBe('(folk , jazz) genre:="Rock"');
    expect(withFacet('(folk , jazz) genre:="Rock"', 'genre', 'genre:="Pop"')).toBe('(folk , jazz) genre:="Pop"');
    expect(withFacet('(folk , jazz) genre:="Rock"', 'genre', null)).toBe('(folk , jazz)');
    expect(withFacet('(a , b), c', 'kind', 'kind:="mp3"')).toBe('((a , b), c) kind:="mp3"');
    expect(withFacet('folk ,', 'genre', 'genre:="Rock"')).toBe('folk genre:="Rock"');
    expect(withFacet('"folk , jazz"  a,b (live)', 'genre', 'genre:="Rock"')).toBe(
      '"folk , jazz" a,b (live) genre:="Rock"',
    );
    expect(queryForColumn('folk , jazz', 'genre')).toBe('folk , jazz');
  });

  it('does not take a term of one of several alternatives for a facet', () => {
    expect(facetTermIn('genre:="Folk" , genre:="Jazz"', 'genre')).toBeNull();
    expect(facetTermIn('(genre:="Folk" , genre:="Jazz")', 'genre')).toBeNull();
    expect(facetTermIn('(a , b) genre:="Jazz"', 'genre')).toBe('genre:="Jazz"');
    expect(facetTermIn('genre:=Jazz(live) x', 'genre')).toBe('genre:=Jazz(live)');
  });

  it('marks fields in parentheses, too', () => {
    const parts = queryParts('(genre:folk , -(year:1999))');
    expect(parts.map(({ text }) => text).join('')).toBe('(genre:folk , -(year:1999))');
    expect(parts.filter(({ kind }) => kind === 'field').map(({ text }) => text)).toEqual(['genre:', 'year:']);
    expect(parts.filter(({ kind }) => kind === 'sign').map(({ text }) => text)).toEqual(['(', ',', '-(', ')', ')']);
  });

  it('holds several values of a facet', () => {
    const values = ['Folk', 'a|b', 'The "Best"', 'Free Jazz'];
    const term = facetTerm('genre', values);
    expect(term).toBe('genre:="Folk"|"a|b"|"The ""Best"""|"Free Jazz"');
    expect(facetTermIn(`x ${term} year:1999`, 'genre')).toBe(term);
    expect(choiceOfTerm('genre', term)).toEqual({ values, spelled: false });
    expect(choiceOfTerm('genre', 'genre:==Folk|Jazz')).toEqual({ values: ['Folk', 'Jazz'], spelled: true });
  });

  it('chooses one value, lets go of it, and adds others to it', () => {
    const after = (term: string | null, value: string, isAdded: boolean, spelled = false) =>
      termAfterChoice('genre', choiceOfTerm('genre', term), { value, spelled }, isAdded);
    expect(after(null, 'Folk', false)).toBe('genre:="Folk"');
    expect(after('genre:="Folk"', 'Folk', false)).toBeNull();
    expect(after('genre:="Folk"', 'Jazz', false)).toBe('genre:="Jazz"');
    expect(after('genre:="Folk"|"Jazz"', 'Jazz', false)).toBe('genre:="Jazz"');
    expect(after('genre:="Folk"', 'Jazz', true)).toBe('genre:="Folk"|"Jazz"');
    expect(after('genre:="Folk"|"Jazz"', 'Folk', true)).toBe('genre:="Jazz"');
    expect(after('genre:="Folk"', 'Folk', true)).toBeNull();
    expect(after('genre:="Folk"', 'hip hop', true, true)).toBe('genre:=="Folk"|"hip hop"');
    expect(after('genre:="Folk"', '', true)).toBe('genre:=""');
    expect(after('genre:=""', 'Folk', true)).toBe('genre:="Folk"');
  });
});
